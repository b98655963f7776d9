package tag

import (
	"quoth"
	"quoth/internal/segment"
)

// maxTurnName is the most words in front of the colon of a turn.
const maxTurnName = 4

// turnLabels are words before a colon that name no speaker.
var turnLabels = set(`photo photos picture image images video watch read more related updated update note source sources
	date time location where when what who why how caption credit contact email phone tags topics topic topline
	trending correction clarification disclaimer warning breaking editor’s editor's here question answer address price result results`)

// turnNames counts the words in front of a colon at the start of paragraphs.
// In an interview the same names return.
func turnNames(doc *segment.Doc) map[string]int {
	names := map[string]int{}
	for _, p := range doc.Paragraphs {
		if p.First == p.Last || p.Kind == segment.Title {
			continue
		}
		s := doc.Sentences[p.First]
		for i := s.First; i < min(s.Last, s.First+maxTurnName+1); i++ {
			if doc.Word(i) == ":" && i > s.First && endsLikeSentence(p.In(doc.Text)) {
				names[doc.Text[s.Start:doc.Tokens[i].Start]]++
			}
		}
	}
	return names
}

// turn reads the turn of an interview or transcript, "BRIGGS: We did.", which
// goes on to the end of its paragraph, and a name with a colon or dash that gives
// the source of one quotation.
func (t *tagger) turn(u unit) bool {
	if t.speaking == u.paragraph {
		f := &t.found[t.top]
		f.content[0].End = u.elements[len(u.elements)-1].End
		return true
	}
	if n := len(u.elements); n > 2 && u.isQuote(0) {
		return t.signed(u)
	}
	colon := 0
	for colon < len(u.elements) && colon <= maxTurnName && t.upper(colon) {
		colon++
	}
	if colon == 0 || colon > maxTurnName || t.word(colon) != ":" || colon+1 >= len(u.elements) || u.title {
		return false
	}
	source := u.span(0, colon)
	name := source.In(t.doc.Text)
	quoted := len(u.elements) <= colon+3 && u.isQuote(colon+1)
	interview := t.names[name] > 0 && (t.names[name] > 1 || len(t.names) > 1) && !turnLabels[t.word(0)]
	if !(interview || quoted) {
		return false
	}
	content := u.span(colon+1, len(u.elements))
	content.End = u.elements[len(u.elements)-1].End
	t.addTurn(u, source, u.elements[colon].Span, content)
	if !quoted {
		t.speaking = u.paragraph
	}
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
	t.top = len(t.found) - 1
	t.paragraph = u.paragraph
}
