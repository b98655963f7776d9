package eval

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quoth"
)

// flawed is the harbour record with one mistake of every kind.
func flawed(t *testing.T, g *Gold) *quoth.Record {
	t.Helper()
	text := g.Article.Text
	r := asRecord(g)
	r.Attributions = slices.Clone(r.Attributions)
	first := &r.Attributions[0]
	first.Source.Spans = pieces(t, text, "Inés Ortega")
	first.Content.Spans = pieces(t, text, "“and it will be paid for.”")
	second := &r.Attributions[1]
	second.Source.Entity = quoth.EntityIDs{"p1"}
	second.Venue, second.Addressee = nil, &quoth.Addressee{Text: "the town"}
	second.Said = &quoth.Said{Text: "Tuesday", Value: "2024-05-14"}
	third := &r.Attributions[2]
	third.Source.Entity = nil
	invented := said(t, text, "", "", "“Nobody asked us.”", "p2")
	invented.Kind, invented.Confidence = quoth.Direct, 0.4
	r.Attributions = append(slices.Delete(r.Attributions, 4, 6), invented) // without a nested one and one other
	r.Labels = []quoth.Label{{Entity: "g2", Voice: quoth.SourceVoice, Span: pieces(t, text, "embattled company")[0]}}
	r.ScareQuotes = nil
	r.Posts = []quoth.Post{{Handle: "@InesOrtega", Text: "No wall, no\ntown! — Inés"}}
	return r
}

func TestLayers(t *testing.T) {
	var s Scorer
	g := harbour(t)
	r := flawed(t, g)
	s.Add(g, r)
	want := map[string]Count{
		"venue": {0, 1, 0}, "addressee": {0, 1, 1}, "said": {1, 1, 1},
		"labels, spans": {1, 2, 1}, "labels, spans and entity": {0, 2, 1},
		"scare quotes": {0, 1, 0}, "posts": {1, 1, 1},
	}
	details := map[string]Rate{"same value": {0, 1}, "same handle": {1, 1}, "same text": {0, 1}, "same name": {}, "right voice": {}}
	for _, l := range s.Report().Layers {
		if l.Score != want[l.Name] {
			t.Errorf("%s: %+v, want %+v", l.Name, l.Score, want[l.Name])
		}
		delete(want, l.Name)
		for _, d := range l.Details {
			if d.Rate != details[d.Name] {
				t.Errorf("%s, %s: %+v, want %+v", l.Name, d.Name, d.Rate, details[d.Name])
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("layers without a score: %v", want)
	}
	r.Labels[0].Entity = "o1"
	var again Scorer
	again.Add(g, r)
	for _, l := range again.Report().Layers {
		if l.Name == "labels, spans and entity" {
			wantCount(t, l.Name, l.Score, 1, 2, 1)
			wantRate(t, "right voice", l.Details[0].Rate, 0, 1)
		}
	}
}

// A label that fits two predictions goes to the one on the right entity.
func TestLabelOfTheRightEntity(t *testing.T) {
	g := harbour(t)
	r := asRecord(g)
	right := r.Labels[0]
	wrong := right
	wrong.Entity = "p1"
	r.Labels = []quoth.Label{wrong, right}
	var s Scorer
	s.Add(g, r)
	for _, l := range s.Report().Layers {
		if l.Name == "labels, spans and entity" {
			wantCount(t, l.Name, l.Score, 1, 2, 2)
		}
	}
}

func TestText(t *testing.T) {
	var s Scorer
	s.Misses, _, _ = ParseMissKinds([]string{"all"})
	g := harbour(t)
	s.Add(g, flawed(t, g))
	var got, again bytes.Buffer
	if err := s.Report().WriteText(&got); err != nil {
		t.Fatal(err)
	}
	if err := s.Report().WriteText(&again); err != nil {
		t.Fatal(err)
	}
	if got.String() != again.String() {
		t.Error("two reports of the same differ")
	}
	golden := filepath.Join("testdata", "harbour.report.txt")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("report differs from %s (UPDATE_GOLDEN=1 writes it):\n%s", golden, got.String())
	}
	for i, line := range strings.Split(got.String(), "\n") {
		if strings.TrimRight(line, " ") != line {
			t.Errorf("line %d ends in blanks", i+1)
		}
	}
}

func TestMissesAreThoseAskedFor(t *testing.T) {
	g := harbour(t)
	for _, tt := range []struct {
		list  string
		limit int
		want  []MissKind
	}{
		{"", 0, nil},
		{"missed", 0, []MissKind{Missed}},
		{"entity", 0, []MissKind{WrongWho, WrongWho}},
		{"entity,missed", 1, []MissKind{WrongWho, Missed}},
		{"usual", 0, []MissKind{WrongSpan, WrongWho, WrongWho, Missed, Invented}},
		{"layers,nested", 0, []MissKind{WrongPart, Unnested, WrongPart, WrongPart}},
	} {
		var list []string
		if tt.list != "" {
			list = strings.Split(tt.list, ",")
		}
		kinds, _, ok := ParseMissKinds(list)
		if !ok {
			t.Fatalf("%s is not known", tt.list)
		}
		s := Scorer{Misses: kinds, Limit: tt.limit}
		s.Add(g, flawed(t, g))
		var got []MissKind
		for _, m := range s.Report().Misses {
			got = append(got, m.Miss)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.list, got, tt.want)
		}
	}
	if _, word, ok := ParseMissKinds([]string{"missed", "mist"}); ok || word != "mist" {
		t.Errorf("mist: %q, %v", word, ok)
	}
}

func TestContextIsWholeRunes(t *testing.T) {
	text := strings.Repeat("é", 200) + " she said no " + strings.Repeat("🌊", 200)
	g := goldOf(text, nil, said(t, text, "she", "said", "no"))
	s := Scorer{Misses: []MissKind{Missed}}
	s.Add(g, nil)
	m := s.Report().Misses[0]
	if m.Offset != 201 {
		t.Errorf("offset %d, want 201 code points", m.Offset)
	}
	if in := *m.Lines[3].Gold; strings.ContainsRune(in, '\ufffd') || !strings.Contains(in, "é she said no 🌊") {
		t.Errorf("context %q", in)
	}
}

func TestShown(t *testing.T) {
	long := strings.Repeat("é", 300) + strings.Repeat("x", 300)
	for in, want := range map[string]string{
		"":                     "–",
		"said \x1b[2J\u202eno": "said □[2J□no",
		long:                   strings.Repeat("é", 190) + " … " + strings.Repeat("x", 190),
	} {
		if got := shown(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
