package encode

import (
	"slices"
	"strings"
	"testing"

	"quoth/internal/nn/modelfile/modeltest"
	"quoth/internal/nn/wordpiece"
	"quoth/internal/segment"
)

func prepare(t *testing.T, text string) (*Input, []string) {
	t.Helper()
	splitter, err := wordpiece.NewWith([]byte(modeltest.Pieces), wordpiece.Options{SpecialsAsText: true})
	if err != nil {
		t.Fatal(err)
	}
	in := Prepare(segment.Parse(text), splitter)
	var words []string
	for i := range in.Pieces {
		if in.Starts[i] {
			words = append(words, text[in.Pieces[i].Start:in.Pieces[in.WordEnd(i)-1].End])
		}
	}
	return in, words
}

// values are those of an extra input at the words, as digits.
func values(in *Input, extra int) string {
	var b strings.Builder
	for i, v := range in.Extras[extra] {
		if in.Starts[i] {
			b.WriteByte('0' + v)
		}
	}
	return b.String()
}

func TestPrepare(t *testing.T) {
	text := "A BBC man said: “Bo told me ‘no’ in 2017.”\n\niPhones fell. It rained."
	in, words := prepare(t, text)
	if got, want := strings.Join(words, " "), "A BBC man said : “ Bo told me ‘ no ’ in 2017 . ” iPhones fell . It rained ."; got != want {
		t.Fatalf("words: %s", got)
	}
	for _, c := range []struct {
		name  string
		extra int
		want  string
	}{
		{"shape", Shape, "4311772117171677517217"},
		{"break", Break, "2000000000000000200100"},
		{"quote", Quote, "0000013334543332000000"},
	} {
		if got := values(in, c.extra); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestQuoteOfNestedAndOpen(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nested", "“a ‘b’ c” d", "134543" + "20"},
		{"not closed", "“a b", "133"},
		{"runs on", "“a.\n\n“b,” he said.", "133" + "1332" + "000"},
		{"straight", "\"a,\" he said", "133200"},
	} {
		in, words := prepare(t, c.text)
		if got := values(in, Quote); got != c.want {
			t.Errorf("%s: %q have %s, want %s", c.name, words, got, c.want)
		}
	}
}

// Pieces point into the text as given, whatever stands before them.
func TestPrepareOffsets(t *testing.T) {
	text := "\ufeff😀 É\u0301cole\r\n\r\n“Bad,” said Ødegård — 東京."
	in, words := prepare(t, text)
	want := []string{"😀", "É\u0301cole", "“", "Bad", ",", "”", "said", "Ødegård", "—", "東", "京", "."}
	if !slices.Equal(words, want) {
		t.Errorf("got %q, want %q", words, want)
	}
	if got, want := values(in, Break), "202000000000"; got != want {
		t.Errorf("breaks %s, want %s", got, want)
	}
	for i, p := range in.Pieces {
		if i > 0 && (p.Start < in.Pieces[i-1].Start || !in.Starts[i] && p.Start < in.Pieces[i-1].End) {
			t.Errorf("piece %d begins at %d, before the one in front ends", i, p.Start)
		}
	}
}

// All pieces of a word have its values, but for a break, which stands at the first.
func TestPiecesOfAWord(t *testing.T) {
	in, words := prepare(t, "Bed. Bad bed")
	if len(in.Pieces) <= len(words) {
		t.Fatal("no word has several pieces")
	}
	for i := range in.Pieces {
		if in.Starts[i] {
			continue
		}
		if in.Extras[Shape][i] != in.Extras[Shape][i-1] || in.Extras[Break][i] != noBreak {
			t.Errorf("piece %d: shape %d, break %d", i, in.Extras[Shape][i], in.Extras[Break][i])
		}
	}
}

func TestShapeOf(t *testing.T) {
	for word, want := range map[string]uint8{
		"mayor": lowerShape, "Mayor": titleShape, "BBC": upperShape, "A": letterShape, "iPhone": mixedShape,
		"McCall": mixedShape, "2017": digitShape, "1960s": digitShape, "—": markShape, "$": markShape, "москва": lowerShape,
		"市": lowerShape,
	} {
		if got := shapeOf(word); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}
