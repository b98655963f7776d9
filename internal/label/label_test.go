package label

import (
	"fmt"
	"strings"
	"testing"

	"quoth"
	"quoth/internal/segment"
)

// unmark reads a text in which mentions stand in {…} and contents in «…». The
// first mention is of e1, the second of e2 and so on.
func unmark(marked string) (string, []quoth.Attribution, []quoth.Entity) {
	var b strings.Builder
	var entities []quoth.Entity
	var open, content []int
	var atts []quoth.Attribution
	for _, r := range marked {
		switch r {
		case '{':
			open = append(open, b.Len())
		case '}':
			start := open[len(open)-1]
			open = open[:len(open)-1]
			entities = append(entities, quoth.Entity{
				ID: fmt.Sprintf("e%d", len(entities)+1), Type: quoth.Person,
				Mentions: []quoth.Mention{{Span: quoth.Span{Start: start, End: b.Len()}, Kind: quoth.NameMention}},
			})
		case '«':
			content = append(content, b.Len())
		case '»':
			atts = append(atts, quoth.Attribution{Content: quoth.Evidence{Spans: []quoth.Span{{Start: content[len(content)-1], End: b.Len()}}}})
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), atts, entities
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ marked, want string }{
		{"The far-left {Sven Palm} left.", "far-left e1 narrator"},
		{"{The far-left Mayor of Selby} left.", "far-left e1 narrator"},
		{"The far-right lawmaker {Otto Brandl} left.", "far-right e1 narrator"},
		{"Embattled mayor {Gail Stroud} took the stairs.", "Embattled e1 narrator"},
		{"The left-wing {Harbour Party} met.", "left-wing e1 narrator"},
		{"He wrote for the globalist {Selby Statesman} for years.", "globalist e1 narrator"},
		{"{The leftist party} met.", "leftist e1 narrator"},
		{"The so-called {Ministry of Truth} met.", "so-called e1 narrator"},
		{"A pro-government {Harbour Guard} marched.", "pro-government e1 narrator"},
		{"The most controversial banker {Miles Corry} left.", "most controversial e1 narrator"},
		{"The far right {Harbour Party} met.", "far right e1 narrator"},
		{"{Sven Palm}, a controversial preacher, left.", "controversial e1 narrator"},
		{"{Sven Palm}, the disgraced and cheerful preacher, left.", "disgraced e1 narrator"},
		{"{Hugh Hale} met the radical {Sven Palm}.", "radical e2 narrator"},
		// Whose voice it is.
		{"He said that «the embattled {Gail Stroud} was a friend».", "embattled e1 narrator"},
		{"«“The embattled {Gail Stroud} is a friend,”» he said.", "embattled e1 source"},
		{"«“I know her,”» he said of the embattled {Gail Stroud}.", "embattled e1 narrator"},
		// No labels.
		{"Senator {Olive Rourke} and Professor {Ken Adachi} shared a taxi.", ""},
		{"The {Conservative Party} met.", ""},
		{"Liberal leader {Ken Adachi} left.", ""},
		{"The controversial plan of {Ken Adachi} failed.", ""},
		{"It was controversial. {Ken Adachi} left.", ""},
		{"The tall {Ken Adachi} left.", ""},
		{"The anti-corruption chief {Ken Adachi} left.", ""},
		{"The embattled mayor left.", ""},
	} {
		text, atts, entities := unmark(c.marked)
		var got []string
		for _, l := range Find(segment.Parse(text), atts, entities) {
			if l.In(text) != l.Text {
				t.Errorf("%s: span says %q, text %q", c.marked, l.In(text), l.Text)
			}
			got = append(got, fmt.Sprintf("%s %s %s", l.Text, l.Entity, l.Voice))
		}
		if g := strings.Join(got, ", "); g != c.want {
			t.Errorf("%s: got %q, want %q", c.marked, g, c.want)
		}
	}
}

func TestDescribed(t *testing.T) {
	mayor := quoth.Entity{ID: "e1", Type: quoth.Person, Name: "Gail Stroud", Roles: []string{"Mayor of Selby"}}
	other := quoth.Entity{ID: "e2", Type: quoth.Person, Name: "Ken Adachi", Roles: []string{"deputy mayor"}}
	party := quoth.Entity{ID: "e3", Type: quoth.Organization, Name: "Harbour Party"}
	for _, c := range []struct {
		text     string
		entities []quoth.Entity
		want     string
	}{
		{"The far-left mayor left.", []quoth.Entity{mayor, party}, "e1"},
		{"The far-left mayor left.", []quoth.Entity{mayor, other}, ""},
		{"He broke with the now-governing left-wing party.", []quoth.Entity{mayor, party}, "e3"},
		{"A far-left mayor left.", []quoth.Entity{mayor}, ""},
		{"The far-left judge left.", []quoth.Entity{mayor, party}, ""},
	} {
		got := ""
		for _, l := range Find(segment.Parse(c.text), nil, c.entities) {
			got += l.Entity
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("The far-left, radical Sven Palm, a most controversial preacher, left.", 3, 9)
	f.Add("so-called", 0, 0)
	f.Fuzz(func(t *testing.T, text string, a, b int) {
		text = strings.ToValidUTF8(text, "?")
		doc := segment.Parse(text)
		if len(doc.Tokens) == 0 || a < 0 || b < 0 {
			return
		}
		s, e := doc.Tokens[a%len(doc.Tokens)], doc.Tokens[b%len(doc.Tokens)]
		if e.End <= s.Start {
			return
		}
		mention := quoth.Mention{Span: quoth.Span{Start: s.Start, End: e.End}, Kind: quoth.NameMention}
		end := 0
		for _, l := range Find(doc, nil, []quoth.Entity{{ID: "e1", Mentions: []quoth.Mention{mention, mention}}}) {
			if l.Start < end || l.Empty() {
				t.Fatalf("label %+v behind %d", l, end)
			}
			end = l.End
		}
	})
}
