// Package label finds the labels of an article: evaluative and ideological words
// that are put on people and organizations.
//
// A label is a word or two of a lexicon ("far-left", "embattled", "so-called",
// "pro-government") that stands before a mention of an entity, with nothing but
// other descriptive words in between ("the far-right lawmaker Otto Brandl"),
// inside the mention ("the leftist party"), or in an apposition behind it ("Sven
// Palm, a controversial preacher"), or in a description that fits one entity of
// the article alone ("the far-left mayor", where one mayor is named). The span holds the label alone, without what
// it is put on. What nobody is mentioned with is no label.
//
// The voice is the source's within the content of an attribution, where the
// words stand in quotation marks; elsewhere it is the narrator's, who chose the
// words.
package label

import (
	"slices"
	"sort"
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// Find gives the labels of the document, in text order. Entities carry their
// mentions.
func Find(doc *segment.Doc, atts []quoth.Attribution, entities []quoth.Entity) []quoth.Label {
	f := &finder{doc: doc, lex: newLexicon(), taken: map[int]bool{}, out: []quoth.Label{}}
	for _, m := range mentionsOf(entities) {
		f.around(m)
	}
	f.described(entities)
	slices.SortStableFunc(f.out, func(a, b quoth.Label) int { return a.Start - b.Start })
	f.setVoices(atts)
	return f.out
}

// mention is a mention and whom it refers to.
type mention struct {
	quoth.Span
	entity string
}

// mentionsOf lists names and descriptions, longer ones first where they begin
// at one place.
func mentionsOf(entities []quoth.Entity) []mention {
	var out []mention
	for _, e := range entities {
		for _, m := range e.Mentions {
			if m.Kind != quoth.PronounMention {
				out = append(out, mention{m.Span, e.ID})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b mention) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	return out
}

// finder collects labels.
type finder struct {
	doc   *segment.Doc
	lex   *lexicon
	taken map[int]bool // tokens that are part of a label
	out   []quoth.Label
}

// Bounds of how far from a mention a label may stand, in tokens.
const (
	reachBefore = 5
	reachBehind = 5
)

// around finds the labels of one mention.
func (f *finder) around(m mention) {
	first := f.doc.TokenAt(m.Start)
	last := f.doc.TokenAt(m.End - 1)
	if last >= len(f.doc.Tokens) {
		return
	}
	f.labels(f.leftEdge(first), last+1, m.entity)
	if from, to := f.apposition(last + 1); to > from {
		f.labels(from, to, m.entity)
	}
}

// leftEdge is the first token of the descriptive words before a mention.
func (f *finder) leftEdge(first int) int {
	edge := first
	sentence := f.doc.Tokens[first].Sentence
	for k := first - 1; k >= 0 && k >= first-reachBefore; k-- {
		t := f.doc.Tokens[k]
		w := strings.ToLower(f.doc.Word(k))
		if t.Sentence != sentence || t.Kind == segment.Clitic || f.lex.stops[w] {
			break
		}
		if t.Kind == segment.Punct || t.Kind == segment.Mark {
			if w != "," || k == first-1 || k == 0 || !f.label(k-1) || !f.label(k+1) {
				break
			}
			continue
		}
		if f.label(k) {
			edge = k
		}
		if determiners[w] || strings.HasSuffix(w, "ly") && !f.lex.degrees[w] {
			break
		}
	}
	return edge
}

var determiners = set("the a an this that these those his her its their our my your some many several two three four")

// apposition gives the tokens of a description behind a mention: ", a
// controversial preacher". It ends at the next comma or preposition.
func (f *finder) apposition(at int) (from, to int) {
	if at+2 >= len(f.doc.Tokens) || f.doc.Word(at) != "," || f.doc.Tokens[at].Sentence != f.doc.Tokens[at+1].Sentence {
		return 0, 0
	}
	switch strings.ToLower(f.doc.Word(at + 1)) {
	case "the", "a", "an":
	default:
		return 0, 0
	}
	to = at + 2
	for to < len(f.doc.Tokens) && to < at+2+reachBehind {
		t := f.doc.Tokens[to]
		if t.Kind != segment.Word || f.lex.stops[strings.ToLower(f.doc.Word(to))] || t.Sentence != f.doc.Tokens[at].Sentence {
			break
		}
		to++
	}
	return at + 2, to
}

// label reports whether token k is a label.
func (f *finder) label(k int) bool {
	t := f.doc.Tokens[k]
	if t.Kind != segment.Word {
		return false
	}
	opening := t.Sentence >= 0 && f.doc.Sentences[t.Sentence].First == k
	return f.lex.is(f.doc.Word(k), opening) || f.pair(k) || k > 0 && f.pair(k-1)
}

// pair reports whether tokens k and k+1 are a label of two words.
func (f *finder) pair(k int) bool {
	return k+1 < len(f.doc.Tokens) && f.lex.pairs[strings.ToLower(f.doc.Word(k))+" "+strings.ToLower(f.doc.Word(k+1))]
}

// labels adds the labels among tokens from to to. Labels that touch are one.
func (f *finder) labels(from, to int, entity string) {
	for k := from; k < to; k++ {
		if f.taken[k] || !f.label(k) {
			continue
		}
		first := k
		for k+1 < to && f.label(k+1) && !f.taken[k+1] {
			k++
		}
		for first > from && f.lex.degrees[strings.ToLower(f.doc.Word(first-1))] {
			first--
		}
		for i := first; i <= k; i++ {
			f.taken[i] = true
		}
		span := quoth.Span{Start: f.doc.Tokens[first].Start, End: f.doc.Tokens[k].End}
		f.out = append(f.out, quoth.Label{Entity: entity, Span: span, Text: span.In(f.doc.Text)})
	}
}

// setVoices gives each label its voice.
func (f *finder) setVoices(atts []quoth.Attribution) {
	var contents []quoth.Span
	for _, a := range atts {
		contents = append(contents, a.Content.Spans...)
	}
	sort.Slice(contents, func(a, b int) bool { return contents[a].Start < contents[b].Start })
	next, end := 0, 0
	for i := range f.out {
		l := &f.out[i]
		for next < len(contents) && contents[next].Start <= l.Start {
			end = max(end, contents[next].End)
			next++
		}
		l.Voice = quoth.NarratorVoice
		if l.Start < end && f.quoted(l.Start) {
			l.Voice = quoth.SourceVoice
		}
	}
}

// quoted reports whether position at stands within quotation marks.
func (f *finder) quoted(at int) bool {
	k := f.doc.TokenAt(at)
	return k < len(f.doc.Tokens) && f.doc.Tokens[k].Quote >= 0
}
