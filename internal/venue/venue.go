// Package venue says where and to whom something was said.
//
// The venue is a medium, an event or a place of utterance that the sentence of
// the cue names outside the content: "in an interview with the Lakeside
// Courier", "on Twitter", "at a rally in Tampa", "told Radio Fastnet". Its text is
// worded as in the article, without preposition; its name is the proper name in
// it. A medium that is only described ("told the magazine") has the name of the
// medium that the article named last as a venue, if there is one.
//
// The addressee is the object of a cue like "told", what "to" leads to behind a
// cue of speaking, or the partner of an interview or letter. An outlet that is
// told something is both.
//
// Both are read from the words alone: nothing is carried over to sentences that
// do not say it.
package venue

import (
	"math"
	"sort"
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// Place is where and to whom the words of an attribution were said, nil where
// the text does not say so. Entities of addressees are left open.
type Place struct {
	Venue     *quoth.Venue
	Addressee *quoth.Addressee
}

// Find gives the place of each attribution, parallel to atts.
func Find(doc *segment.Doc, atts []quoth.Attribution) []Place {
	f := &finder{doc: doc, atts: atts, lex: newLexicon(), occasions: map[int][]occasion{}}
	for i, a := range atts {
		for _, s := range a.Content.Spans {
			f.contents = append(f.contents, piece{s, i})
		}
		if len(a.Cue.Spans) > 0 {
			f.cues = append(f.cues, piece{quoth.Hull(a.Cue.Spans), i})
		}
	}
	byStart := func(list []piece) {
		sort.SliceStable(list, func(a, b int) bool { return list[a].Start < list[b].Start })
	}
	byStart(f.contents)
	byStart(f.cues)
	out := make([]Place, len(atts))
	for i := range atts {
		out[i] = f.place(i)
	}
	return out
}

// finder holds what the rules look at.
type finder struct {
	doc       *segment.Doc
	atts      []quoth.Attribution
	lex       *lexicon
	occasions map[int][]occasion // of the sentences that were looked at
	contents  []piece            // by start
	cues      []piece            // by start
	lastNamed string             // the medium that was named last
}

// piece is a span of an attribution.
type piece struct {
	quoth.Span
	att int
}

// place finds venue and addressee of attribution i.
func (f *finder) place(i int) Place {
	a := f.atts[i]
	if len(a.Cue.Spans) == 0 {
		return Place{}
	}
	var p Place
	to := f.addressee(i)
	occ, found := f.nearest(i)
	if found && !f.thought(a) {
		p.Venue = f.venueOf(occ.text, occ.name, occ.medium)
		if to.empty() {
			to = occ.to
		}
	}
	if to.empty() {
		return p
	}
	span := f.span(to)
	p.Addressee = &quoth.Addressee{Spans: []quoth.Span{span}, Text: span.In(f.doc.Text)}
	if p.Venue == nil {
		p.Venue = f.venueOfAddressee(i, to)
	}
	return p
}

// venueOfAddressee is the venue that an addressee shows: it is a medium or an
// event ("told a news conference"), or a place stands directly behind it ("told
// reporters in Geneva").
func (f *finder) venueOfAddressee(i int, to phrase) *quoth.Venue {
	if first, last, ok := f.mediumIn(to); ok {
		return f.venueOf(to, phrase{first, last}, true)
	}
	if f.occasionHead(to) == to.last-1 {
		return f.venueOf(to, f.namePart(to), false)
	}
	switch f.nextWord(to.last - 1) {
	case "in", "at", "aboard", "outside", "inside":
		place := f.nounPhrase(to.last+1, f.contentFrom(i, to.last))
		if !place.empty() && capital(f.doc.Word(place.last-1)) {
			return f.venueOf(place, phrase{}, false)
		}
	}
	return nil
}

// thought reports whether a cue is no act of speaking or writing.
func (f *finder) thought(a quoth.Attribution) bool {
	for _, w := range strings.Fields(strings.ToLower(quoth.Words(f.doc.Text, a.Cue.Spans))) {
		if f.lex.thoughts[w] {
			return true
		}
	}
	return false
}

// mediumIn is medium for phrases that may stand in quotation marks.
func (f *finder) mediumIn(p phrase) (first, last int, ok bool) {
	if f.doc.Tokens[p.first].Kind == segment.Mark && p.last-p.first > 2 {
		return p.first + 1, p.last - 1, true
	}
	return f.medium(p.first, p.last)
}

// venueOf makes a venue. A medium that is only described, or named by its last
// word, gets the name of the medium that was named last.
func (f *finder) venueOf(text, name phrase, medium bool) *quoth.Venue {
	span := f.span(text)
	v := &quoth.Venue{Spans: []quoth.Span{span}, Text: span.In(f.doc.Text)}
	v.Name = v.Text
	if !name.empty() {
		v.Name = f.span(name).In(f.doc.Text)
	}
	if !medium {
		return v
	}
	if name.empty() || strings.HasSuffix(f.lastNamed, " "+v.Name) {
		if f.lastNamed != "" {
			v.Name = f.lastNamed
		}
		return v
	}
	f.lastNamed = v.Name
	return v
}

// Bounds of how far from its cue a venue may stand, in bytes.
const (
	reachBehind = 90
	reachBefore = 200
)

// nearest is the venue that the sentence of cue i gives it.
func (f *finder) nearest(i int) (occasion, bool) {
	cue := quoth.Hull(f.atts[i].Cue.Spans)
	s := f.doc.SentenceAt(cue.Start)
	if s == len(f.doc.Sentences) || f.doc.Sentences[s].Start > cue.Start {
		return occasion{}, false
	}
	all, ok := f.occasions[s]
	if !ok {
		all = f.occasionsOf(s)
		f.occasions[s] = all
	}
	first := sort.Search(len(all), func(k int) bool { return all[k].at+reachBefore >= cue.Start })
	var best occasion
	least := math.MaxInt
	for _, o := range all[first:] {
		if o.at > cue.End+4*reachBehind {
			break
		}
		if d, ok := f.distance(o, i, cue); ok && d < least {
			best, least = o, d
		}
	}
	return best, least < math.MaxInt
}

// distance is how far o is from cue i, in bytes; ok is false if it cannot be its
// venue.
func (f *finder) distance(o occasion, i int, cue quoth.Span) (int, bool) {
	if f.inAnyContent(i, o.span) || f.overlapsAny(o.span, f.atts[i].Content.Spans) || f.overlapsAny(o.span, f.atts[i].Source.Spans) {
		return 0, false
	}
	switch {
	case o.at >= cue.End:
		return f.behind(o, i, cue)
	case o.span.End <= cue.Start:
		return f.before(o, i, cue)
	}
	return 0, true
}

func (f *finder) behind(o occasion, i int, cue quoth.Span) (int, bool) {
	between := f.doc.Without(quoth.Span{Start: cue.End, End: o.at}, f.atts[i].Content.Spans)
	if len(between) > reachBehind || f.cueBetween(i, cue.End, o.at) || breaks(between) {
		return 0, false
	}
	return len(between), true
}

// before lets a venue stand at the head of the sentence, or between source and
// cue.
func (f *finder) before(o occasion, i int, cue quoth.Span) (int, bool) {
	if f.cueBetween(i, o.end, cue.Start) || cue.Start-o.at > reachBefore {
		return 0, false
	}
	start := f.doc.Sentences[f.doc.SentenceAt(cue.Start)].Start
	if o.at-start > 1000 {
		return 0, false
	}
	head := f.doc.Without(quoth.Span{Start: start, End: o.at}, f.atts[i].Content.Spans)
	if len(head) <= 40 && !strings.Contains(head, ",") {
		return cue.Start - o.span.End, true
	}
	if hull := quoth.Hull(f.atts[i].Source.Spans); !hull.Empty() && hull.End <= o.at && hull.End+15 >= o.at {
		return cue.Start - o.span.End, true
	}
	return 0, false
}

// breaks reports whether words between cue and venue start another clause.
func breaks(between string) bool {
	if strings.ContainsAny(between, ";()—") {
		return true
	}
	for _, w := range []string{" who ", " which ", " that ", " when ", " after ", " before ", " since ", " because ", " but ", " as ", " while ", " until ", " where ", ", and "} {
		if strings.Contains(between, w) {
			return true
		}
	}
	return false
}
