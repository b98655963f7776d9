package record

import (
	"os"
	"strings"
	"testing"

	"quoth"
)

// between gives what stands between two marks of a text.
func between(t *testing.T, s, open, end string) string {
	t.Helper()
	_, rest, ok1 := strings.Cut(s, open)
	inside, _, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("nothing between %q and %q", open, end)
	}
	return inside
}

// The example of docs/format.md is a true record, and another letter in its
// article is found in the words that the page says.
func TestExampleOfFormat(t *testing.T) {
	page, err := os.ReadFile("../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	text := between(t, string(page), "```text\n", "```")
	s, err := Decode([]byte(between(t, string(page), "```json\n", "```")))
	if err != nil {
		t.Fatal(err)
	}
	a := quoth.Article{ID: "norra.txt", Text: text, Outlet: "Fjord Courier", Published: "2024-03-06"}
	for _, difference := range Check(s, a) {
		t.Error(difference)
	}
	if _, err := s.Bind(text); err != nil {
		t.Error(err)
	}
	a.Text = strings.Replace(text, "hunch", "bunch", 1)
	for _, difference := range Check(s, a) {
		if !strings.HasPrefix(difference, "article: sha256") && !strings.Contains(string(page), "norra.txt: "+difference+"\n") {
			t.Errorf("docs/format.md does not show %s", difference)
		}
	}
}

// Every column of the CSV form is in docs/format.md.
func TestColumnsOfFormat(t *testing.T) {
	page, err := os.ReadFile("../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "\n## CSV\n")
	for _, c := range Columns() {
		if !strings.Contains(table, "`"+c+"`") {
			t.Errorf("docs/format.md does not tell of column %s", c)
		}
	}
}
