package record

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"quoth"
)

// FuzzIndex holds the index against the plain way to count.
func FuzzIndex(f *testing.F) {
	f.Add("")
	f.Add("abc")
	f.Add(sample + sample)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		x := newIndex(text)
		n := 0
		for b := range text {
			if p, ok := x.point(b); !ok || p != n {
				t.Fatalf("point(%d) = %d, %v, want %d", b, p, ok, n)
			}
			if got, ok := x.byteAt(n); !ok || got != b {
				t.Fatalf("byteAt(%d) = %d, %v, want %d", n, got, ok, b)
			}
			n++
		}
		if p, ok := x.point(len(text)); !ok || p != n || x.points != n {
			t.Fatalf("end of text is %d, want %d", p, n)
		}
	})
}

// FuzzRoundTrip holds Encode, Decode and Bind against each other.
func FuzzRoundTrip(f *testing.F) {
	f.Add(sample, 3, 20, 30, 70)
	f.Add("añ🚢", 0, 1, 1, 7)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		r := &quoth.Record{
			Article:      quoth.ArticleInfo{ID: "x"},
			Entities:     []quoth.Entity{{ID: "e1", Mentions: []quoth.Mention{{Span: quoth.Span{Start: a, End: d}}}}},
			Attributions: []quoth.Attribution{{ID: "a1", Content: quoth.Evidence{Spans: []quoth.Span{{Start: a, End: b}, {Start: c, End: d}}}}},
			ScareQuotes:  []quoth.Span{{Start: c, End: d}},
		}
		line, err := Encode(nil, text, r)
		if err != nil {
			return
		}
		s, err := Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Bind(text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(clone(r), got); diff != "" {
			t.Fatal(diff)
		}
		Check(s, quoth.Article{ID: "x", Text: text})
	})
}

// FuzzDecode lets any line through Decode, Bind and Check: no panic, and a record
// that Check proves can be bound.
func FuzzDecode(f *testing.F) {
	f.Add(`{"article":{"id":"a"},"attributions":[{"id":"a1","content":{"spans":[{"start":0,"end":2}],"text":"ab"},"within":"a1"}]}`, "abc")
	f.Add(`{"article":{"id":"a"},"posts":[{"start":9,"end":1}],"labels":[{}]}`, "åbc")
	f.Fuzz(func(t *testing.T, line, text string) {
		s, err := Decode([]byte(line))
		if err != nil {
			return
		}
		_, err = s.Bind(text)
		if diffs := Check(s, quoth.Article{ID: s.ArticleID(), Text: text}); len(diffs) == 0 && err != nil {
			t.Fatalf("Check holds, Bind fails: %v", err)
		}
	})
}
