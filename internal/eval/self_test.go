package eval

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"quoth"
)

// harbour is gold with every layer and every odd form: several sources, broken
// content, empty roles, nested statements, the narrator, letters of two and four
// bytes before the spans.
func harbour(t *testing.T) *Gold {
	t.Helper()
	line, err := os.ReadFile(filepath.Join("testdata", "harbour.gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	g, err := DecodeGold(line, nil)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// asRecord turns gold into the record of a reader that makes no mistakes.
func asRecord(g *Gold) *quoth.Record {
	r := g.Record
	r.Labels = append([]quoth.Label(nil), r.Labels...)
	for i := range r.Labels {
		if r.Labels[i].Voice == EitherVoice {
			r.Labels[i].Voice = quoth.NarratorVoice
		}
	}
	return &r
}

func TestGoldAgainstItself(t *testing.T) {
	var s Scorer
	g := harbour(t)
	s.Misses, _, _ = ParseMissKinds([]string{"all"})
	s.Add(g, asRecord(g))
	r := s.Report()
	if len(r.Misses) > 0 {
		t.Errorf("misses: %+v", r.Misses)
	}
	if r.Sizes != (Sizes{Gold: 7, Nested: 2, Predicted: 7, Optional: 2}) {
		t.Errorf("sizes: %+v", r.Sizes)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	if n := allPerfect(t, "", tree); n < 100 {
		t.Errorf("only %d figures were looked at", n)
	}
	for _, l := range r.Layers {
		if l.Score.Gold == 0 {
			t.Errorf("layer %s has no gold", l.Name)
		}
	}
}

// allPerfect walks a report: every precision, recall, F1 and share must be 1, of
// mistakes 0. It gives the number of figures.
func allPerfect(t *testing.T, path string, node any) int {
	n := 0
	switch v := node.(type) {
	case []any:
		for _, x := range v {
			n += allPerfect(t, path, x)
		}
	case map[string]any:
		for key, x := range v {
			want := 1.0
			if filepath.Base(path) == "wrong" || filepath.Base(path) == "unknown" {
				want = 0
			}
			figure, ok := x.(float64)
			if ok && (key == "precision" || key == "recall" || key == "f1" || key == "share") {
				n++
				if figure != want {
					t.Errorf("%s/%s = %v, want %v", path, key, figure, want)
				}
			}
			n += allPerfect(t, path+"/"+key, x)
		}
	}
	return n
}

func TestMissingRecord(t *testing.T) {
	var s Scorer
	g := harbour(t)
	s.Add(g, nil)
	r := s.Report()
	if len(r.Missing) != 1 || r.Missing[0] != g.Article.ID {
		t.Errorf("missing = %q", r.Missing)
	}
	wantCount(t, "found", r.Attributions.All.Found, 0, 7, 0)
	wantCount(t, "right entity", r.Who.All.EndToEnd, 0, 7, 0)
}
