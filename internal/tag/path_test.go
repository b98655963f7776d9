package tag

import (
	"fmt"
	"strings"
	"testing"

	"quoth"
	"quoth/internal/encode"
	"quoth/internal/segment"
)

// scored makes scores of a text whose words are set apart by blanks. labels has a
// label a word: "." for none, "s" "q" "c" for the first word of a source, cue or
// content and "-" for one behind it; in upper case those of inner attributions
// (with "_" behind). Two lines, one for each level.
func scored(t *testing.T, text, outer, inner string) (*segment.Doc, *encode.Scores) {
	t.Helper()
	s := &encode.Scores{}
	at := 0
	for _, w := range strings.Fields(text) {
		start := at + strings.Index(text[at:], w)
		at = start + len(w)
		s.Words = append(s.Words, quoth.Span{Start: start, End: at})
	}
	for h := range s.Labels {
		s.Labels[h] = make([]encode.Odds, len(s.Words))
		for i := range s.Labels[h] {
			s.Labels[h][i] = encode.Odds{-6, -6}
		}
	}
	for l, labels := range []string{outer, inner} {
		last := source
		for i, x := range strings.ReplaceAll(labels, " ", "") {
			if r := strings.IndexRune("sqc", x); r >= 0 {
				last = role(r)
				s.Labels[level(l).head(last)][i][0] = 6
			} else if x == '-' {
				s.Labels[level(l).head(last)][i][1] = 6
			}
		}
	}
	return segment.Parse(text), s
}

// show writes the runs of a level as words.
func show(d *decoder, in runs) string {
	var parts []string
	for r := range roles {
		for _, x := range in.runs[r] {
			parts = append(parts, fmt.Sprintf("%c:%s", "sqc"[r], d.span(x).In(d.doc.Text)))
		}
	}
	return strings.Join(parts, " | ")
}

func TestBestPath(t *testing.T) {
	for _, c := range []struct{ name, text, labels, want string }{
		{"one of each", "Ann Lee said the bridge holds today", "s- q c---", "s:Ann Lee | q:said | c:the bridge holds today"},
		{"two contents", `"It holds," she said, "for now."`, "c- s q c-", `s:she | q:said, | c:"It holds," | c:"for now."`},
		{"nothing", "The bridge holds", "...", ""},
		{"inside without begin", "The bridge holds well", ".---", "c:bridge holds well"},
		{"a paragraph ends every run", "Ann said it\n\nholds well now", "s q c ---", "s:Ann | q:said | c:it | c:holds well now"},
	} {
		doc, s := scored(t, c.text, c.labels, "")
		if c.name == "inside without begin" { // I is likely, B less so
			for i := 1; i < 4; i++ {
				s.Labels[encode.Source][i] = encode.Odds{-6, -6}
				s.Labels[encode.Content][i] = encode.Odds{-1, 3}
			}
		}
		d := newDecoder(doc, s, nil)
		got := show(d, d.level(outerLevel, d.bounds(0, len(s.Words))))
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestBestPathGivesAWordOneRole(t *testing.T) {
	doc, s := scored(t, "Ann said so", "s q c", "")
	s.Labels[encode.Content][1] = encode.Odds{12, -6} // "said" rather begins a content
	d := newDecoder(doc, s, nil)
	if got, want := show(d, d.level(outerLevel, d.bounds(0, 3))), "s:Ann | c:said | c:so"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBestPathLeavesOutWhatIsSkipped(t *testing.T) {
	doc, s := scored(t, "Ann said it holds well", "s q c--", "")
	d := newDecoder(doc, s, []quoth.Span{{Start: 9, End: 11}})
	if got, want := show(d, d.level(outerLevel, d.bounds(0, 5))), "s:Ann | q:said"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestInnerRunsStayInTheirContent(t *testing.T) {
	doc, s := scored(t, "Ann said Bo thinks it holds today", "s q c--- .", ". . s q c--")
	d := newDecoder(doc, s, nil)
	if got, want := show(d, d.level(innerLevel, d.bounds(2, 6))), "s:Bo | q:thinks | c:it holds"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestExp(t *testing.T) {
	for _, c := range []struct{ x, want float64 }{
		{0, 1}, {-1, 0.36787944117144233}, {-0.1, 0.9048374180359595}, {-20, 2.061153622438558e-9}, {-800, 0},
	} {
		if got := exp(c.x); got < c.want*(1-1e-12) || got > c.want*(1+1e-12) {
			t.Errorf("exp(%v) = %v, want %v", c.x, got, c.want)
		}
	}
}

func TestBestLink(t *testing.T) {
	for _, c := range []struct {
		scores []float32
		to     int
		share  float64
	}{
		{nil, -1, 1},
		{[]float32{-1, -2}, -1, 0.665},
		{[]float32{1, 3, 3}, 1, 0.458},
	} {
		got := best(c.scores)
		if got.to != c.to || got.share < c.share-0.001 || got.share > c.share+0.001 {
			t.Errorf("best(%v) = %v, want %d with %v", c.scores, got, c.to, c.share)
		}
	}
}
