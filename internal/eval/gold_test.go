package eval

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"quoth"
	"quoth/internal/record"
)

func TestDecodeGold(t *testing.T) {
	g := harbour(t)
	if g.Article.Outlet != "Harbour Post" || g.Article.Published != "2024-05-08" {
		t.Errorf("publisher and date: %q, %q", g.Article.Outlet, g.Article.Published)
	}
	if !g.HasWho || !g.HasLabels || !g.HasScareQuotes || !g.HasPosts {
		t.Error("a layer is missing")
	}
	a := g.Record.Attributions[0]
	if got := quoth.Words(g.Article.Text, a.Content.Spans); got != "“The wall will stand,” “and it will be paid for.”" {
		t.Errorf("content %q: code points are not turned into bytes", got)
	}
	want := []Form{NamedForm, NamedForm, NamedForm, PronounForm, NominalForm, NamedForm, NamedForm, PronounForm, NoForm}
	if !slices.Equal(g.Forms, want) {
		t.Errorf("forms %q, want %q", g.Forms, want)
	}
}

// PolNeAR has quote_type and source_type, no layers, and an attribution without
// any span.
const polnearLine = `{"id": "p", "text": "“No,” she said. Rain fell.", "publisher": "Bay News", "attributions": [
 {"id": "E1", "source": [[6, 9]], "cue": [[10, 14]], "content": [[0, 5]], "quote_type": "direct", "source_type": "nominal"},
 {"id": "E2", "source": [], "cue": [[21, 25]], "content": [], "quote_type": "empty", "source_type": "none"},
 {"id": "E3", "source": [], "cue": [], "content": [], "quote_type": "empty"}]}`

func TestDecodePolnear(t *testing.T) {
	g, err := DecodeGold([]byte(polnearLine), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Record.Attributions) != 2 {
		t.Fatalf("%d attributions, want 2: one has no spans", len(g.Record.Attributions))
	}
	if k := g.Record.Attributions[0].Kind; k != quoth.Direct {
		t.Errorf("kind %q", k)
	}
	if k := g.Record.Attributions[1].Kind; k != quoth.Indirect {
		t.Errorf("kind of empty content %q", k)
	}
	if g.Forms[0] != NominalForm {
		t.Errorf("form %q: source_type does not count", g.Forms[0])
	}
	if g.HasWho || g.HasLabels || g.HasScareQuotes || g.HasPosts {
		t.Error("a layer that is not there")
	}
	var s Scorer
	s.Add(g, &g.Record)
	if r := s.Report(); r.Who != nil || r.Nested != nil || len(r.Layers) != 0 || len(r.Attributions.ByGender) != 0 {
		t.Errorf("scores of layers that gold lacks: %+v", r)
	}
}

func TestWhoLayer(t *testing.T) {
	w, err := DecodeWho([]byte(`{"id": "p", "entities": [{"id": "p1", "name": "Lena Holt", "type": "person", "gender": "f"}], "attributions": [
		{"id": "E1", "entity": ["p1"], "venue": "a rally", "addressee": "the crowd", "said": {"text": "today", "value": null}},
		{"id": "E2", "entity": null}, {"id": "E3", "entity": null}]}`))
	if err != nil {
		t.Fatal(err)
	}
	g, err := DecodeGold([]byte(polnearLine), map[string]Who{"p": w})
	if err != nil {
		t.Fatal(err)
	}
	a := g.Record.Attributions[0]
	if !g.HasWho || !slices.Equal(a.Source.Entity, quoth.EntityIDs{"p1"}) || a.Venue.Text != "a rally" ||
		a.Addressee.Text != "the crowd" || a.Said.Text != "today" || a.Said.Value != "" {
		t.Errorf("layer is not there: %+v", a)
	}
	w.Attributions = w.Attributions[:1]
	if _, err := DecodeGold([]byte(polnearLine), map[string]Who{"p": w}); err == nil || !strings.Contains(err.Error(), "E2") {
		t.Errorf("attribution without who: error %v", err)
	}
}

func TestBadGold(t *testing.T) {
	for line, want := range map[string]string{
		`{`:              "decode gold: unexpected end",
		`{"text": "no"}`: "no id",
		`{"id": "x", "text": "no", "attributions": [{"id": "A1", "cue": [[0, 3]]}]}`:                                                    "x: attribution A1: span 0-3: not inside the text of 2",
		`{"id": "x", "text": "no", "attributions": [{"id": "A1", "cue": [[1, 1]]}]}`:                                                    "span 1-1",
		`{"id": "x", "text": "no", "attributions": [{"id": "A1", "cue": [[-1, 1]]}]}`:                                                   "span -1-1",
		`{"id": "x", "text": "no", "entities": [], "attributions": [{"id": "A1", "cue": [[0, 1]], "entity": "p9"}]}`:                    `attribution A1: entity "p9"`,
		`{"id": "x", "text": "no", "attributions": [], "labels": [{"span": [0, 9]}]}`:                                                   "label: span 0-9",
		`{"id": "x", "text": "no", "attributions": [], "entities": [], "labels": [{"span": [0, 1], "entity": "q", "voice": "source"}]}`: `label: entity "q"`,
		`{"id": "x", "text": "no", "attributions": [], "scare_quotes": [[2, 3]]}`:                                                       "scare quote: span 2-3",
	} {
		if _, err := DecodeGold([]byte(line), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\n  error %v, want %q", line, err, want)
		}
	}
	if _, err := DecodeWho([]byte(`{}`)); err == nil {
		t.Error("a who layer without id")
	}
}

func FuzzDecodeGold(f *testing.F) {
	f.Add(polnearLine)
	f.Add(`{"id":"x","text":"é\u0000","attributions":[{"id":"a","content":[[0,2],[0,1]]}],"entities":[],"labels":[],"posts":[{}]}`)
	f.Fuzz(func(t *testing.T, line string) {
		g, err := DecodeGold([]byte(line), nil)
		if err != nil {
			return
		}
		var s Scorer
		s.Misses, _, _ = ParseMissKinds([]string{"all"})
		s.Add(g, asRecord(g))
		s.Add(g, nil)
		if _, err := json.Marshal(s.Report()); err != nil {
			t.Errorf("report: %v", err)
		}
	})
}

// stored is a record of text, as read from a file.
func stored(t *testing.T, id, text string, atts ...quoth.Attribution) *record.Stored {
	t.Helper()
	r := quoth.Record{Attributions: atts}
	r.Article.ID = id
	line, err := record.Encode(nil, text, &r)
	if err != nil {
		t.Fatal(err)
	}
	s, err := record.Decode(line)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRecords(t *testing.T) {
	text := "é said no"
	att := quoth.Attribution{ID: "a1", Kind: quoth.Indirect}
	att.Cue.Spans = pieces(t, text, "said")
	var b Records
	read := 0
	b = *NewRecords(func(yield func(*record.Stored) bool) {
		for _, s := range []*record.Stored{
			stored(t, "two", text), stored(t, "one", text, att), stored(t, "one", text), stored(t, "three", text),
		} {
			read++
			if !yield(s) {
				return
			}
		}
	})
	defer b.Close()
	for _, tt := range []struct {
		id         string
		atts, read int
	}{{"one", 1, 2}, {"two", 0, 2}, {"three", 0, 4}} {
		r, err := b.For(quoth.Article{ID: tt.id, Text: text})
		if err != nil || r == nil || len(r.Attributions) != tt.atts {
			t.Errorf("%s: %+v, %v", tt.id, r, err)
		}
		if read != tt.read {
			t.Errorf("%s: %d records were read, want %d", tt.id, read, tt.read)
		}
	}
	if r, err := b.For(quoth.Article{ID: "four", Text: text}); r != nil || err != nil {
		t.Errorf("four: %v, %v; want nothing", r, err)
	}
}

func TestRecordOfAnotherText(t *testing.T) {
	hash := strings.Repeat("0", 64)
	s, err := record.Decode([]byte(`{"article": {"id": "a", "sha256": "` + hash + `"}, "attributions": []}`))
	if err != nil {
		t.Fatal(err)
	}
	b := NewRecords(slices.Values([]*record.Stored{s}))
	defer b.Close()
	if _, err := b.For(quoth.Article{ID: "a", Text: "no"}); err == nil || !strings.Contains(err.Error(), "another text") {
		t.Errorf("error %v", err)
	}
}
