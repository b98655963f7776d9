package dates

import (
	"regexp"
	"sort"
	"strings"

	"quoth"
)

// Bounds of how far from its cue an expression may stand, in bytes.
const (
	reachFront  = 220  // before the cue, at the head of the sentence
	reachBehind = 120  // behind the cue, contents not counted
	reachNear   = 30   // before the cue, anywhere
	longestHead = 1000 // from the start of the sentence, contents counted
)

// sentence is the index of the sentence that holds the cue of attribution i, -1
// for none.
func (f *finder) sentence(i int) int {
	a, ok := anchor(f.atts[i])
	if !ok {
		return -1
	}
	s := f.doc.SentenceAt(a.Start)
	if s == len(f.doc.Sentences) || f.doc.Sentences[s].Start > a.Start {
		return -1
	}
	return s
}

// anchor is the place in the text that an expression must be near: the cue, or
// the source where there is no cue.
func anchor(a quoth.Attribution) (quoth.Span, bool) {
	switch {
	case len(a.Cue.Spans) > 0:
		return quoth.Hull(a.Cue.Spans), true
	case len(a.Source.Spans) > 0:
		return quoth.Hull(a.Source.Spans), true
	}
	return quoth.Span{}, false
}

// choose gives the expression that dates attribution i: the nearest of those
// that it may have.
func (f *finder) choose(i int) (expression, bool) {
	s := f.sentence(i)
	if s < 0 || !f.datable(i) {
		return expression{}, false
	}
	at, _ := anchor(f.atts[i])
	all := f.found[s]
	first := sort.Search(len(all), func(k int) bool { return all[k].End+reachFront >= at.Start })
	var best expression
	least := -1
	for _, e := range all[first:] {
		if e.Start > at.End+4*reachBehind {
			break
		}
		if d, ok := f.distance(e, i, at); ok && (least < 0 || d < least) {
			best, least = e, d
		}
	}
	return best, least >= 0
}

// inherit gives attribution i the date of another in its sentence that has the
// same source and stands before it: "said on Monday that …, adding …".
func (f *finder) inherit(i int, chosen map[int]expression) (expression, bool) {
	s := f.sentence(i)
	if s < 0 || !f.datable(i) {
		return expression{}, false
	}
	at, _ := anchor(f.atts[i])
	for k := max(0, i-3); k < min(len(f.atts), i+4); k++ {
		e, ok := chosen[k]
		if from, _ := anchor(f.atts[k]); !ok || from.Start > at.Start || f.sentence(k) != s || !f.sameSource(k, i) || !f.outside(e, i, at) {
			continue
		}
		return e, true
	}
	return expression{}, false
}

// outside reports whether e stands where nothing but the frame of attribution i
// stands: not in its content, nor in the content of one that does not hold its
// cue.
func (f *finder) outside(e expression, i int, at quoth.Span) bool {
	if inner := f.around(e.Start); inner != nil && !inner.Contains(at) {
		return false
	}
	for _, s := range f.atts[i].Content.Spans {
		if s.Overlaps(e.Span) {
			return false
		}
	}
	return true
}

// distance is how far e is from the cue at, in bytes; ok is false if e cannot
// date attribution i.
func (f *finder) distance(e expression, i int, at quoth.Span) (d int, ok bool) {
	if e.shift > 0 || !f.outside(e, i, at) {
		return 0, false
	}
	switch {
	case e.Start >= at.End:
		return f.behind(e, i, at)
	case e.End <= at.Start:
		return f.before(e, i, at)
	}
	return 0, true
}

// behind judges an expression behind the cue: nothing but content, places and
// people may stand in between.
func (f *finder) behind(e expression, i int, at quoth.Span) (int, bool) {
	between := f.doc.Without(quoth.Span{Start: at.End, End: e.Start}, f.atts[i].Content.Spans)
	d := len(between)
	limit := reachBehind
	if e.weak || !e.exact() && !f.speech(i) {
		limit = reachNear
	}
	if d > limit || f.cueBetween(i, at.End, e.Start) || breaks(between) {
		return 0, false
	}
	return d, true
}

// before judges an expression before the cue: it stands at the head of the
// sentence, or close to the cue or the source.
func (f *finder) before(e expression, i int, at quoth.Span) (int, bool) {
	text := f.doc.Text
	d := at.Start - e.End
	if f.cueBetween(i, e.End, at.Start) || f.follows(e, i) {
		return 0, false
	}
	if d <= reachNear && !strings.ContainsAny(text[e.End:at.Start], ",;") {
		return d, true
	}
	if d > reachFront || !e.exact() && !f.speech(i) {
		return 0, false
	}
	start := f.doc.Sentences[f.sentence(i)].Start
	if e.Start-start > longestHead {
		return 0, false
	}
	head := f.doc.Without(quoth.Span{Start: start, End: e.Start}, f.atts[i].Content.Spans)
	if len(head) > 60 || len(head) > 12 && strings.Contains(head, ",") {
		return 0, false
	}
	return d, true
}

// breaks reports whether words between cue and expression start another clause.
func breaks(between string) bool {
	if strings.ContainsAny(between, ";()—") {
		return true
	}
	for _, w := range []string{" who ", " which ", " that ", " when ", " after ", " before ", " since ", " because ", " but ", " as ", " while ", " until ", " where "} {
		if strings.Contains(between, w) {
			return true
		}
	}
	return infinitive.MatchString(between) && !addressee.MatchString(between)
}

// infinitive is "to" with a verb; "to" with an article, a pronoun, a name or a
// plural leads to somebody.
var infinitive = regexp.MustCompile(` to (?:be|have|do|make|take|give|get|go|see|say|keep|[a-rt-z][a-z]*[a-rt-z]) `)
var addressee = regexp.MustCompile(` to (?:the|a|an|his|her|its|their|our|my|him|them|us|me|all|some) `)

// cueBetween reports whether the cue of another attribution stands between two
// places, outside the content of attribution i.
func (f *finder) cueBetween(i, from, to int) bool {
	first := sort.Search(len(f.anchors), func(k int) bool { return f.anchors[k].Start >= from })
	for _, p := range f.anchors[first:] {
		if p.Start >= to {
			return false
		}
		if p.att != i && p.End <= to && !f.inContent(i, p.Span) {
			return true
		}
	}
	return false
}

// follows reports whether e stands directly behind the cue of another
// attribution: "said on Friday that he hoped".
func (f *finder) follows(e expression, i int) bool {
	n := sort.Search(len(f.anchors), func(k int) bool { return f.anchors[k].End > e.Start })
	return n > 0 && f.anchors[n-1].att != i && e.Start-f.anchors[n-1].End <= len(" late on ")
}

func (f *finder) inContent(i int, at quoth.Span) bool {
	for _, s := range f.atts[i].Content.Spans {
		if s.Overlaps(at) {
			return true
		}
	}
	return false
}

func (f *finder) sameSource(a, b int) bool {
	x, y := f.atts[a].Source.Spans, f.atts[b].Source.Spans
	return len(x) > 0 && len(y) > 0 && x[0] == y[0]
}

// around is the innermost content that holds position at, nil for none.
func (f *finder) around(at int) *piece {
	n := sort.Search(len(f.contents), func(k int) bool { return f.contents[k].Start > at })
	for k := n - 1; k >= 0 && k > n-50; k-- {
		if f.contents[k].End > at {
			return &f.contents[k]
		}
	}
	return nil
}

// undated are words of cues for states of mind, which last, and for hearsay.
const undated = ` hope hopes plan plans expect expects expected believe believes consider considers considered appear appears
	appeared seem seems reportedly apparently allegedly suspected suspicion suspicions likely want wants fear fears think thinks
	views view perceptions reports charges understood know knows support supports predicted meant decided rumored purported concerns
	allegations expectations expectation optimism supposedly anticipated stereotype `

// datable reports whether the cue of attribution i is an act that has a date.
func (f *finder) datable(i int) bool {
	for _, w := range f.cueWords(i) {
		if strings.Contains(undated, " "+w+" ") {
			return false
		}
	}
	return true
}

// speech reports whether the cue of attribution i is an act of speaking or
// writing.
func (f *finder) speech(i int) bool {
	for _, w := range f.cueWords(i) {
		if strings.Contains(spoken, " "+strings.Trim(w, ",")+" ") {
			return true
		}
	}
	return false
}

const spoken = ` said continued told wrote tweeted posted announced asked added reported warned called accused argued stated declared urged
	confirmed denied insisted claimed admitted acknowledged explained replied responded testified vowed promised pledged ruled ordered
	criticized criticised condemned praised demanded suggested noted saying telling adding according says tells writes reports reported
	concluded found published released issued released rejected defended dismissed apologized apologised signaled repeated reiterated
	revealed stressed emphasized emphasised described branded complained proclaimed boasted contended alleged asserted ruled recalled
	reaffirmed questioned refused declined agreed spoke discussed talked mentioned commented remarked lamented blasted slammed
	predicted projected estimated recommended requested invited thanked welcomed hailed endorsed backed pointed laid went made gave sounded
	asking urging warning noting calling accusing insisting arguing claiming announcing speaking boasting tweeting writing — `

// cueWords are the words of the cue of attribution i, in lower case.
func (f *finder) cueWords(i int) []string {
	return strings.Fields(strings.ToLower(quoth.Words(f.doc.Text, f.atts[i].Cue.Spans)))
}
