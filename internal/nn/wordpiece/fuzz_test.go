package wordpiece

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// faults checks what the package comment says of offsets, and Append against naive.
func faults(t *testing.T, s *Splitter, text string) {
	t.Helper()
	got := s.Append(nil, text)
	last := Piece{}
	for i, p := range got {
		switch {
		case p.Start < 0 || p.Start >= p.End || int(p.End) > len(text):
			t.Fatalf("%q: piece %d is empty or outside: %v", text, i, p)
		case p.Start < last.Start || p.End < last.End:
			t.Fatalf("%q: piece %d goes back: %v after %v", text, i, p, last)
		case p.Start < last.End && !oneCodePoint(text[p.Start:last.End]):
			t.Fatalf("%q: piece %d overlaps by more than one code point: %v after %v", text, i, p, last)
		case !onBoundary(text, p.Start) || !onBoundary(text, p.End):
			t.Fatalf("%q: piece %d cuts a code point: %v", text, i, p)
		case s.Piece(p.ID) == "":
			t.Fatalf("%q: piece %d has no such id: %v", text, i, p)
		}
		last = p
	}
	if want := naive(s, text); !slices.Equal(got, want) {
		t.Fatalf("%q:\n got %s\nwant %s", text, show(s, got), show(s, want))
	}
}

func oneCodePoint(s string) bool {
	_, width := utf8.DecodeRuneInString(s)
	return width == len(s)
}

// onBoundary reports whether no valid code point of text goes across byte at.
func onBoundary(text string, at int32) bool {
	for start := max(0, int(at)-3); start < int(at); start++ {
		if _, width := utf8.DecodeRuneInString(text[start:]); start+width > int(at) {
			return false
		}
	}
	return true
}

func FuzzAppend(f *testing.F) {
	s := goldenSplitter(f)
	for _, a := range readGolden(f).answers {
		f.Add(a.Text)
	}
	f.Add("a\xff\u0301\xe2\x80\u302e[SEP\xff]")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 10_000 {
			faults(t, s, text)
		}
	})
}

// TestRandomTexts mixes the code points of the golden texts, and broken bytes.
func TestRandomTexts(t *testing.T) {
	s := goldenSplitter(t)
	var scraps []string
	for _, a := range readGolden(t).answers {
		scraps = append(scraps, strings.Split(a.Text, "")...)
		scraps = append(scraps, strings.Fields(a.Text)...)
	}
	for range 10 {
		scraps = append(scraps, "\xff", "\xe2\x80", "\xed\xa0\x80", "\u200b", "\u0301", "\u0316", "\u302e", "\U0001d15f", "[SEP]")
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var text strings.Builder
		for range rng.IntN(20) {
			text.WriteString(scraps[rng.IntN(len(scraps))])
		}
		faults(t, s, text.String())
	}
}

// TestHostileTexts splits a megabyte of each kind of text that invites a slow method.
// Time that grows with the square of the length would take hours.
func TestHostileTexts(t *testing.T) {
	s := goldenSplitter(t)
	for _, unit := range []string{
		"a", "unsaf", "é", "e\u0301", "\u0301", "\u302e", "\u0301\u302e\u0316", "\U0001d15f", "각", "市", ".", "[", "[SEP",
		"[SEP]", "##", "\x00", "a\x00", "\u200d", "\xff", "\xf0", "👩\u200d", "ж", " ж", strings.Repeat("unsaf", 19) + "ж ",
	} {
		text := strings.Repeat(unit, 1<<20/len(unit))
		began := time.Now()
		pieces := s.Append(nil, text)
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%q: %v for a megabyte", unit, took)
		}
		if n := len(pieces); n > len(text) {
			t.Errorf("%q: %d pieces of %d bytes", unit, n, len(text))
		}
	}
}
