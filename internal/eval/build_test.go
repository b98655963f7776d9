package eval

import (
	"strings"
	"testing"

	"quoth"
)

// said builds an attribution from the words of its roles; pieces of one role
// are set apart by " | ", each is looked for after the one before it.
func said(t *testing.T, text, source, cue, content string, entity ...string) quoth.Attribution {
	t.Helper()
	a := quoth.Attribution{Kind: quoth.Indirect, Confidence: 1}
	a.Source.Spans, a.Source.Entity = pieces(t, text, source), entity
	a.Cue.Spans = pieces(t, text, cue)
	a.Content.Spans = pieces(t, text, content)
	return a
}

func pieces(t *testing.T, text, words string) []quoth.Span {
	t.Helper()
	var out []quoth.Span
	at := 0
	for piece := range strings.SplitSeq(words, " | ") {
		if piece == "" {
			continue
		}
		i := strings.Index(text[at:], piece)
		if i < 0 {
			t.Fatalf("the text has no %q after byte %d", piece, at)
		}
		out = append(out, quoth.Span{Start: at + i, End: at + i + len(piece)})
		at += i + len(piece)
	}
	return out
}

// goldOf makes gold whose attributions come first in text order.
func goldOf(text string, entities []quoth.Entity, atts ...quoth.Attribution) *Gold {
	g := &Gold{
		Article: quoth.Article{ID: "a", Text: text, Outlet: "Harbour Post"},
		Record:  quoth.Record{Entities: entities, Attributions: atts},
		HasWho:  entities != nil,
	}
	for _, a := range atts {
		g.Forms = append(g.Forms, formOf(text, a.Source.Spans, lowerWords(text)))
	}
	return g
}

// score scores one article.
func score(g *Gold, entities []quoth.Entity, atts ...quoth.Attribution) *Report {
	var s Scorer
	s.Add(g, &quoth.Record{Entities: entities, Attributions: atts})
	return s.Report()
}

func person(id, name, gender string, aliases ...string) quoth.Entity {
	return quoth.Entity{ID: id, Name: name, Type: quoth.Person, Gender: quoth.Optional(gender), Aliases: aliases}
}

func entity(id string, kind quoth.EntityType, name string, aliases ...string) quoth.Entity {
	return quoth.Entity{ID: id, Name: name, Type: kind, Aliases: aliases}
}

func wantCount(t *testing.T, what string, got Count, right, gold, predicted int) {
	t.Helper()
	if want := (Count{right, gold, predicted}); got != want {
		t.Errorf("%s: right, gold, predicted = %v, want %v", what, got, want)
	}
}

func wantRate(t *testing.T, what string, got Rate, part, of int) {
	t.Helper()
	if want := (Rate{part, of}); got != want {
		t.Errorf("%s: part, of = %v, want %v", what, got, want)
	}
}
