// Package tag finds the attributions of an article: source, cue and content.
//
// This first stage works by rules, in the line of the syntactic and surface
// pattern systems for quotation extraction (Pouliquen et al. 2007; Krestel et
// al. 2008; O'Keefe et al. 2012): cue verbs from a lexicon, the noun phrase next
// to them, and the clause or quotation around them. It sees no parse tree, so
// that it prefers to miss a statement over giving it to somebody else.
//
// A trained model will take its place behind the same function, Attribute.
package tag

import (
	"slices"
	"sort"
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// Attribute finds the attributions of the document, in text order, with their
// roles, kind, confidence, and how they hang together (PartOf, Within). It gives
// no entities. Sentences that touch a span of skip, which must be sorted, have
// no attributions.
func Attribute(doc *segment.Doc, skip []quoth.Span) []quoth.Attribution {
	t := tagger{parser: parser{lexicon: words(), doc: doc}, owner: map[int]int{}, top: -1, speaking: -1}
	t.names = turnNames(doc)
	outer := outermost(doc)
	for _, u := range units(doc, outer, skip) {
		t.unit(u)
	}
	return finish(doc, outer, t.found)
}

// tagger collects the attributions of a document, unit by unit.
type tagger struct {
	parser
	found     []found
	owner     map[int]int // quotation → index in found of the attribution it belongs to
	names     map[string]int
	paragraph int // paragraph of the last attribution
	top       int // index of the last attribution that stands in no quotation, -1 for none
	speaking  int // paragraph of the last turn of an interview, -1 for none
}

// unit adds the attributions of u, then those inside its quotations.
func (t *tagger) unit(u unit) {
	t.u = &u
	if t.turn(u) {
		return
	}
	first := len(t.found)
	for _, f := range t.attributionsOf(t.cues()) {
		t.adopt(&f)
		t.add(f)
	}
	t.claim(first)
	if len(t.found) == first {
		t.quoteOnly(u)
	} else {
		t.paragraph = u.paragraph
		t.top = t.lastWithCue(first)
	}
	for _, e := range u.elements {
		if e.quote >= 0 {
			if _, ok := t.owner[e.quote]; ok {
				t.inside(u, e.quote)
			}
		}
	}
}

func (t *tagger) add(f found) { t.found = append(t.found, f) }

// adopt gives f the quotations that it ends: those that ran up to it over
// paragraphs without a cue of their own.
func (t *tagger) adopt(f *found) {
	if f.continues < 0 {
		return
	}
	owner, ok := t.owner[f.continues]
	if !ok || t.found[owner].rule != standaloneRule {
		return
	}
	from := f.continues
	f.content = append(t.found[owner].content, f.content...)
	f.continues = -1
	t.found[owner].content = nil
	for q := from; q >= 0; q = t.doc.Quotes[q].Continues {
		if o, ok := t.owner[q]; !ok || o != owner {
			break
		}
		t.owner[q] = len(t.found)
	}
}

// lastWithCue gives the last of the attributions from index first on that has a
// cue of speech.
func (t *tagger) lastWithCue(first int) int {
	for i := len(t.found) - 1; i >= first; i-- {
		if r := t.found[i].rule; r != evidentialRule && r != nounRule && r != opinionRule {
			return i
		}
	}
	return -1
}

// claim notes which quotations the attributions from index first on hold.
func (t *tagger) claim(first int) {
	for i := first; i < len(t.found); i++ {
		for _, e := range t.u.elements {
			if e.quote < 0 {
				continue
			}
			for _, s := range t.found[i].content {
				if s.Contains(e.Span) {
					if _, ok := t.owner[e.quote]; !ok {
						t.owner[e.quote] = i
					}
				}
			}
		}
	}
}

// inside adds the attributions within the quotation q: “He told me that …”.
func (t *tagger) inside(u unit, q int) {
	quote := t.doc.Quotes[q]
	var nested []int
	for i := q + 1; i < len(t.doc.Quotes) && t.doc.Quotes[i].Start < quote.End; i++ {
		if t.doc.Quotes[i].Parent == q {
			nested = append(nested, i)
		}
	}
	in := quote.Inner()
	first, last := t.doc.TokenAt(in.Start), t.doc.TokenAt(in.End-1)+1
	for s := first; s < last; {
		end := s
		for end < last && t.doc.Tokens[end].Sentence == t.doc.Tokens[s].Sentence {
			end++
		}
		sub := unit{paragraph: u.paragraph}
		sub.elements, nested = elements(t.doc, s, end, nested)
		for len(sub.elements) > 0 && sub.elements[len(sub.elements)-1].End > in.End {
			sub.elements = sub.elements[:len(sub.elements)-1]
		}
		t.u = &sub
		for _, f := range t.attributionsOf(t.cues()) {
			if len(f.source) > 0 && !firstPerson[f.source[0].In(t.doc.Text)] && f.rule != evidentialRule {
				t.add(f)
			}
		}
		s = end
	}
	t.u = &u
}

// firstPerson are sources inside a quotation that are its own speaker.
var firstPerson = set("I i We we You you")

// quoteOnly reads a unit without a cue: quotations that stand alone go on with
// the statement before them in the paragraph, or with the one that runs over
// from the paragraph before, or stand for themselves.
func (t *tagger) quoteOnly(u unit) {
	var own []quoth.Span
	first := -1
	alone := !u.title
	for i, e := range u.elements {
		switch {
		case e.quote < 0:
			alone = alone && u.isPunct(i)
		case t.runsOn(e.quote, e.Span, u.paragraph):
		default:
			own = append(own, e.Span)
			if first < 0 {
				first = e.quote
			}
		}
	}
	if first < 0 || !alone || t.unclosed(u, first) {
		return
	}
	if owner := t.top; owner >= 0 && t.paragraph == u.paragraph && t.isSentence(first) {
		t.found[owner].content = append(t.found[owner].content, own...)
		t.own(u, owner)
		return
	}
	if !t.isSentence(first) {
		return
	}
	t.add(found{content: own, rule: standaloneRule, lastQuote: first, continues: -1})
	t.top = len(t.found) - 1
	t.own(u, t.top)
	t.paragraph = u.paragraph
}

// unclosed reads a quotation whose closing mark is missing and that holds its own
// cue: “The train stood for two hours, said Uma Iyer. The opening mark belongs to
// the content. It reports whether there was such a cue.
func (t *tagger) unclosed(u unit, q int) bool {
	quote := t.doc.Quotes[q]
	if !quote.Close.Empty() {
		return false
	}
	in := quote.Inner()
	sub := unit{paragraph: u.paragraph}
	sub.elements, _ = elements(t.doc, t.doc.TokenAt(in.Start), t.doc.TokenAt(in.End-1)+1, nil)
	t.u = &sub
	defer func() { t.u = &u }()
	cues := t.cues()
	if len(cues) != 1 || !t.trails(cues[0]) {
		return false
	}
	for _, f := range t.attributionsOf(cues) {
		if f.content[0].Start == in.Start {
			f.content[0].Start = quote.Start
			if end := f.content[0].End; strings.HasPrefix(t.doc.Text[end:], ",") {
				f.content[0].End++
			}
			t.add(f)
			t.top, t.paragraph = len(t.found)-1, u.paragraph
			return true
		}
	}
	return false
}

func (t *tagger) own(u unit, owner int) {
	for _, e := range u.elements {
		if e.quote >= 0 {
			if _, ok := t.owner[e.quote]; !ok {
				t.owner[e.quote] = owner
				t.found[owner].lastQuote = e.quote
			}
		}
	}
}

// runsOn adds quotation q to the attribution whose quotation it continues.
func (t *tagger) runsOn(q int, span quoth.Span, paragraph int) bool {
	before := t.doc.Quotes[q].Continues
	if before < 0 {
		return false
	}
	owner, ok := t.owner[before]
	if !ok {
		return false
	}
	t.owner[q] = owner
	t.found[owner].content = append(t.found[owner].content, span)
	t.found[owner].lastQuote = q
	t.paragraph = paragraph
	return true
}

// isSentence reports whether a quotation is a sentence that somebody said, not a
// title or a word in marks.
func (t *tagger) isSentence(q int) bool {
	in := t.doc.Quotes[q].Inner()
	first, last := t.doc.TokenAt(in.Start), t.doc.TokenAt(in.End-1)
	if last-first < 4 {
		return false
	}
	return t.doc.Quotes[q].Close.Empty() || endsLikeSentence(in.In(t.doc.Text))
}

// finish sorts the attributions and gives them their identities.
func finish(doc *segment.Doc, outer []int, all []found) []quoth.Attribution {
	all = slices.DeleteFunc(all, func(f found) bool { return len(f.content) == 0 })
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
		all[i].content = merged(doc.Text, all[i].content)
	}
	sort.SliceStable(order, func(a, b int) bool {
		ha, hb := all[order[a]].hull(), all[order[b]].hull()
		if ha.Start != hb.Start {
			return ha.Start < hb.Start
		}
		return ha.End > hb.End
	})
	out := make([]quoth.Attribution, len(all))
	for i, o := range order {
		f := &all[o]
		out[i] = quoth.Attribution{
			ID:         ident(i),
			Kind:       kindOf(doc, outer, f.content),
			Confidence: confidence(f),
			Source:     quoth.Source{Spans: f.source},
			Cue:        quoth.Evidence{Spans: f.cue},
			Content:    quoth.Evidence{Spans: f.content},
		}
	}
	linkParts(doc, out, order, all)
	linkWithin(out)
	for i := range out {
		if out[i].Within != "" {
			out[i].Confidence = min(out[i].Confidence, nestedConfidence)
		}
	}
	return out
}
