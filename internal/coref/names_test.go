package coref

import (
	"strings"
	"testing"

	"quoth/internal/segment"
)

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Hillary Clinton", "Hillary Rodham Clinton", true},
		{"H. Clinton", "Hillary Clinton", true},
		{"Bill Clinton", "Hillary Clinton", false},
		{"Donald Trump", "Donald Trump Jr.", false},
		{"Robert C. Scott", "Robert Scott", true},
	} {
		if got := sameName(strings.Fields(c.a), strings.Fields(c.b)); got != c.want {
			t.Errorf("sameName(%q, %q) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestFindNames(t *testing.T) {
	for text, want := range map[string]string{
		"London Mayor Sadiq Khan spoke.":                 "Sadiq Khan",
		"Prime Minister Sir Keir Starmer and JD Vance.":  "Keir Starmer|JD Vance",
		"The University of Leeds moved.":                 "University of Leeds",
		"He praised Theresa May in May.":                 "Theresa May",
		"Responding to a letter, Comptroller Roy Beck.":  "Roy Beck",
		"The U.S. Fish and Wildlife Service was absent.": "U.S. Fish and Wildlife Service",
		"Nobody came.": "",
	} {
		doc := segment.Parse(text)
		var got []string
		for _, n := range newLexicon().findNames(doc) {
			got = append(got, n.text)
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("names of %q: %q, want %q", text, s, want)
		}
	}
}
