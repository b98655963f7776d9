package tag

import (
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// maxTurnName is the most words in front of the colon of a turn.
const maxTurnName = 4

// turnNames counts the words in front of a colon at the start of paragraphs.
// In an interview the same names return.
func turnNames(doc *segment.Doc) map[string]int {
	names := map[string]int{}
	for _, p := range doc.Paragraphs {
		if p.First == p.Last {
			continue
		}
		s := doc.Sentences[p.First]
		for i := s.First; i < min(s.Last, s.First+maxTurnName+1); i++ {
			if doc.Word(i) == ":" && i > s.First {
				names[doc.Text[s.Start:doc.Tokens[i].Start]]++
			}
		}
	}
	return names
}

// turn reads the turn of an interview or transcript: "BRIGGS: We did.", and a
// name with a colon or dash that gives the source of one quotation.
func (t *tagger) turn(u unit) bool {
	if n := len(u.elements); n > 2 && u.isQuote(0) {
		return t.signed(u)
	}
	colon := 0
	for colon < len(u.elements) && colon <= maxTurnName && t.upper(colon) {
		colon++
	}
	if colon == 0 || colon > maxTurnName || t.word(colon) != ":" || colon+1 >= len(u.elements) {
		return false
	}
	source := u.span(0, colon)
	name := source.In(t.doc.Text)
	quoted := len(u.elements) <= colon+3 && u.isQuote(colon+1)
	if !(strings.ToUpper(name) == name && len(name) > 1 && t.names[name] > 0 && !u.title || t.names[name] > 1 || quoted) {
		return false
	}
	content := u.span(colon+1, len(u.elements))
	content.End = u.elements[len(u.elements)-1].End
	t.addTurn(u, source, u.elements[colon].Span, content)
	return true
}

// signed reads “…” — Ann Lee, as below a quotation set apart.
func (t *tagger) signed(u unit) bool {
	n := len(u.elements)
	if w := t.word(1); w != "—" && w != "–" && w != "-" && w != "--" || n > 14 || !t.upper(2) || !t.isSentence(u.elements[0].quote) {
		return false
	}
	if _, _, ok := t.verbAt(n - 1); ok {
		return false
	}
	source := u.span(2, n)
	t.addTurn(u, source, u.elements[1].Span, u.elements[0].Span)
	return true
}

func (t *tagger) addTurn(u unit, source, cue, content quoth.Span) {
	f := found{source: []quoth.Span{source}, cue: []quoth.Span{cue}, content: []quoth.Span{content}, rule: turnRule, lastQuote: -1, continues: -1}
	for _, e := range u.elements {
		if e.quote >= 0 {
			t.owner[e.quote] = len(t.found)
			f.lastQuote = e.quote
		}
	}
	t.add(f)
	t.paragraph = u.paragraph
}
