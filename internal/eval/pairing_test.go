package eval

import (
	"slices"
	"testing"

	"quoth"
)

const market = "Ana Ruiz said the market will open. Her brother said that Ruiz believes prices will fall. " +
	"The market will close, Ruiz said, when it rains. Nobody replied."

func TestPair(t *testing.T) {
	open := said(t, market, "Ana Ruiz", "said", "the market will open")
	fall := said(t, market, "Her brother", "believes", "that Ruiz believes prices will fall")
	inner := said(t, market, "", "believes", "prices will fall")
	closing := said(t, market, "", "", "The market will close, | when it rains")
	bare := said(t, market, "Nobody", "replied", "")
	tests := []struct {
		name       string
		gold, pred []quoth.Attribution
		mate       []int
		optional   []bool
	}{
		{"same", []quoth.Attribution{open}, []quoth.Attribution{open}, []int{0}, []bool{false}},
		{"best first, one to one", []quoth.Attribution{open},
			[]quoth.Attribution{said(t, market, "", "", "market will open"), open}, []int{1}, []bool{true, false}},
		{"broken content", []quoth.Attribution{closing},
			[]quoth.Attribution{said(t, market, "", "", "The market will close,")}, []int{0}, []bool{false}},
		{"without content by the cue", []quoth.Attribution{bare, open},
			[]quoth.Attribution{said(t, market, "Nobody replied", "replied", "")}, []int{0, none}, []bool{false}},
		{"content on one side only is no match", []quoth.Attribution{bare},
			[]quoth.Attribution{said(t, market, "Nobody", "replied", "rains.")}, []int{none}, []bool{false}},
		{"nested gold makes its match optional", []quoth.Attribution{fall, inner},
			[]quoth.Attribution{inner, fall}, []int{1, 0}, []bool{true, false}},
		{"inside another prediction", []quoth.Attribution{open},
			[]quoth.Attribution{open, fall, inner}, []int{0}, []bool{false, false, true}},
		{"inside gold content", []quoth.Attribution{fall},
			[]quoth.Attribution{fall, said(t, market, "", "believes", "fall")}, []int{0}, []bool{false, true}},
		{"outside all content", []quoth.Attribution{open},
			[]quoth.Attribution{open, bare}, []int{0}, []bool{false, false}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := pair(lettersOf(market), tt.gold, tt.pred)
			if !slices.Equal(p.mate, tt.mate) {
				t.Errorf("mates %v, want %v", p.mate, tt.mate)
			}
			if !slices.Equal(p.optional, tt.optional) {
				t.Errorf("optional %v, want %v", p.optional, tt.optional)
			}
		})
	}
}

func TestHalfOfTheLettersIsEnough(t *testing.T) {
	const text = "abcd efgh ijk"
	for content, want := range map[string]int{"abcd": 0, "abcd efgh": 0, "abc": none, "bcd": none, " efgh ijk": none, "d efgh": 0} {
		gold, pred := said(t, text, "", "", "abcd efgh"), said(t, text, "", "", content)
		if p := pair(lettersOf(text), []quoth.Attribution{gold}, []quoth.Attribution{pred}); p.mate[0] != want {
			t.Errorf("%q: mate %d, want %d", content, p.mate[0], want)
		}
	}
}

func TestTiesGoToTheBetterCue(t *testing.T) {
	content := "the market will open"
	one := said(t, market, "Ana", "said", content)
	two := said(t, market, "Ana Ruiz", "replied", content)
	p := pair(lettersOf(market), []quoth.Attribution{one, two}, []quoth.Attribution{two, one})
	if !slices.Equal(p.mate, []int{1, 0}) {
		t.Errorf("mates %v, want [1 0]", p.mate)
	}
}

func TestTwoWithTheSameContentAreNotBothNested(t *testing.T) {
	a := said(t, market, "", "", "the market will open")
	twins := []quoth.Attribution{a, a}
	if nestedIn(twins, 0) || !nestedIn(twins, 1) {
		t.Errorf("nested: %v, %v; want false, true", nestedIn(twins, 0), nestedIn(twins, 1))
	}
}

func TestLetters(t *testing.T) {
	const text = "é 🌊 ab\u00a0cd"
	l := lettersOf(text)
	all := []quoth.Span{{Start: 0, End: len(text)}}
	if got := l.count(all); got != 6 {
		t.Errorf("count = %d, want 6: white space does not count", got)
	}
	ab, cd := pieces(t, text, "ab"), pieces(t, text, "cd")
	for _, tt := range []struct {
		name string
		a, b []quoth.Span
		want float64
	}{
		{"same", ab, ab, 1},
		{"apart", ab, cd, 0},
		{"part of all", ab, all, 2. / 6},
		{"two pieces", pieces(t, text, "é | cd"), pieces(t, text, "🌊 ab\u00a0cd"), 2. / 6},
		{"empty", nil, nil, 0},
	} {
		if got := l.overlap(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: overlap = %v, want %v", tt.name, got, tt.want)
		}
	}
	if !l.agree(nil, nil) || l.agree(ab, nil) || l.agree(ab, cd) || !l.agree(ab, all) {
		t.Error("agree: two empty roles agree, others by a shared letter")
	}
}

func FuzzPair(f *testing.F) {
	f.Add([]byte{0, 9, 10, 4, 14, 20, 0, 9, 10, 4, 14, 20})
	f.Add([]byte{3, 0, 0, 0, 1, 90, 1, 2, 3, 4, 5, 6})
	f.Fuzz(func(t *testing.T, data []byte) {
		half := len(data) / 12 * 6
		gold, pred := fuzzed(data[:half]), fuzzed(data[half:])
		var s Scorer
		s.Misses, _, _ = ParseMissKinds([]string{"all"})
		s.Add(goldOf(market, nil, gold...), &quoth.Record{Attributions: pred})
		r := s.Report()
		counts := []Count{r.Attributions.All.Found, r.Attributions.All.Linked, r.Attributions.All.Exact}
		for i := range Roles() {
			counts = append(counts, r.Runs[i].Score, r.Letters[i].Score)
		}
		if r.Nested != nil {
			counts = append(counts, r.Nested.Levels.Found)
		}
		for i, c := range counts {
			if c.Right > c.Gold || c.Right > c.Predicted {
				t.Errorf("count %d: %+v: more right than there are", i, c)
			}
		}
		if n := r.Sizes.Gold + r.Sizes.Nested; n != len(gold) {
			t.Errorf("%d gold attributions counted, want %d", n, len(gold))
		}
		if n := r.Sizes.Predicted + r.Sizes.Optional; n != len(pred) {
			t.Errorf("%d predictions counted, want %d", n, len(pred))
		}
	})
}

// fuzzed makes an attribution of every six bytes: start and length of each role.
func fuzzed(data []byte) []quoth.Attribution {
	var out []quoth.Attribution
	for ; len(data) >= 6; data = data[6:] {
		role := func(i int) []quoth.Span {
			start := int(data[i]) % len(market)
			end := min(len(market), start+int(data[i+1])%40)
			if start == end {
				return nil
			}
			return []quoth.Span{{Start: start, End: end}}
		}
		a := quoth.Attribution{Kind: quoth.Direct, Confidence: float64(data[0]) / 255}
		a.Source.Spans, a.Cue.Spans, a.Content.Spans = role(0), role(2), role(4)
		out = append(out, a)
	}
	return out
}
