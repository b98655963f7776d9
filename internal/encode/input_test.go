package encode

import (
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
