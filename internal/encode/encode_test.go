package encode_test

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"quoth/internal/encode"
	"quoth/internal/encode/encodetest"
	"quoth/internal/nn"
	"quoth/internal/nn/modelfile/modeltest"
	"quoth/internal/segment"
)

func encoder(t *testing.T) *encode.Encoder {
	t.Helper()
	e, err := encode.New(encodetest.Model(1), nn.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// article is longer than several windows.
var article = strings.Repeat("“The bridge holds,” said Ruth Calloway, the mayor. She thinks it will.\n\nHugh Marlowe denied it on Friday, and so did others who had seen the pier.\n\n", 40)

func TestWordsAreTheText(t *testing.T) {
	s := encoder(t).Encode(segment.Parse(article))
	var got strings.Builder
	for i, w := range s.Words {
		if i > 0 && w.Start < s.Words[i-1].End {
			t.Fatalf("word %d begins in the one before", i)
		}
		got.WriteString(w.In(article))
	}
	if want := strings.Join(strings.Fields(article), ""); got.String() != want {
		t.Errorf("the words are %d letters, the text has %d", got.Len(), len(want))
	}
	if n := len(s.Words); len(s.Labels[encode.Cue]) != n || len(s.Names) != n {
		t.Errorf("%d words, %d labels, %d names", n, len(s.Labels[encode.Cue]), len(s.Names))
	}
}

func TestEncodeIsTheSameAgain(t *testing.T) {
	e, doc := encoder(t), segment.Parse(article)
	if a, b := e.Encode(doc), e.Encode(doc); !reflect.DeepEqual(a, b) {
		t.Error("two readings differ")
	}
}

func TestEncodeNothing(t *testing.T) {
	for _, text := range []string{"", "\n\n", "\u200b"} {
		if s := encoder(t).Encode(segment.Parse(text)); len(s.Words) != 0 {
			t.Errorf("%q: %d words", text, len(s.Words))
		}
	}
}

func TestLink(t *testing.T) {
	s := encoder(t).Encode(segment.Parse(article))
	known := 0
	for first := 0; first < len(s.Words); first += 7 {
		near := []int{max(0, first-3), first, min(len(s.Words)-1, first+5)}
		for k := range encode.Links {
			for i, x := range s.Link(k, first, first+2, near) {
				if math.IsNaN(float64(x)) {
					continue
				}
				known++
				if one := s.Link(k, first, first+2, near[i:i+1]); one[0] != x {
					t.Fatalf("the score depends on what else is asked for: %v and %v", x, one[0])
				}
			}
		}
		if far := s.Link(encode.ContentToCue, 0, 1, []int{len(s.Words) - 1}); !math.IsNaN(float64(far[0])) {
			t.Fatalf("a link over the whole article scores %v", far[0])
		}
	}
	if known < 100 {
		t.Errorf("only %d links have scores", known)
	}
}

func TestNewRefuses(t *testing.T) {
	for name, change := range map[string]func() error{
		"output missing": func() error {
			f := encodetest.Model(1)
			f.Outputs = f.Outputs[1:]
			_, err := encode.New(f, nn.Options{})
			return err
		},
		"extra input missing": func() error {
			f := encodetest.Model(1)
			f.Extras = f.Extras[1:]
			_, err := encode.New(f, nn.Options{})
			return err
		},
		"labels in another order": func() error {
			f := encodetest.Model(1)
			f.Outputs[1].Labels = []string{"O", "B", "I"}
			_, err := encode.New(f, nn.Options{})
			return err
		},
		"values of an extra input": func() error {
			f := encodetest.Model(1)
			f.Extras[2].Count++
			_, err := encode.New(f, nn.Options{})
			return err
		},
		"pieces": func() error {
			f := encodetest.Model(1)
			f.Vocabulary = bytes.Replace(f.Vocabulary, []byte("[SEP]"), []byte("[END]"), 1)
			_, err := encode.New(f, nn.Options{})
			return err
		},
		"positions": func() error {
			c := encodetest.Config()
			c.Positions = 64
			_, err := encode.New(modeltest.Random(c, 1), nn.Options{})
			return err
		},
	} {
		if err := change(); !errors.Is(err, encode.ErrModel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
