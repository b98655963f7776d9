package reader_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"quoth"
	"quoth/reader"
)

// testCase is one marked text and what else is asserted of it.
type testCase struct {
	marked
	Name string // file/section
	want want
}

// attribution gives the marks of the roles of attribution n.
func (c testCase) attribution(n int) []mark {
	var marks []mark
	for _, k := range c.Marks {
		if k.Number == n && strings.ContainsRune("sqc", k.Role) {
			marks = append(marks, k)
		}
	}
	return marks
}

// TestCases reads every marked text of testdata and compares the record with
// the marks. A case that is listed in known-failures.txt must fail: one that
// passes is to be taken off the list. Nothing writes expectations.
func TestCases(t *testing.T) {
	known, rd := readKnownFailures(t), open(t, reader.Options{})
	for _, c := range readCases(t) {
		reason, listed := known[c.Name]
		delete(known, c.Name)
		t.Run(c.Name, func(t *testing.T) {
			lines := run(t, rd, c)
			switch {
			case listed && len(lines) == 0:
				t.Errorf("now passes: remove it from testdata/known-failures.txt (it said: %s)", reason)
			case listed:
				t.Skipf("known failure: %s", reason)
			case len(lines) > 0:
				t.Errorf("\n%s", strings.Join(lines, "\n"))
			}
		})
	}
	for name := range known {
		t.Errorf("known-failures.txt lists %s, which is no case", name)
	}
}

// run reads the text of c and says how the record differs from the marks.
func run(t *testing.T, rd *reader.Reader, c testCase) []string {
	t.Helper()
	r, err := rd.Read(quoth.Article{ID: c.Name, Text: c.Text, Published: c.want.Published})
	if err != nil {
		return []string{err.Error()}
	}
	return compare(c, r)
}

// readCases parses all of testdata/*.txtar. A section named "x.want" belongs
// to the section "x" before it.
func readCases(t testing.TB) []testCase {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var cases []testCase
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(file), ".txtar")
		seen := map[string]bool{}
		for _, f := range archive.Files {
			if name, ok := strings.CutSuffix(f.Name, ".want"); ok {
				last := len(cases) - 1
				if last < 0 || cases[last].Name != base+"/"+name {
					t.Fatalf("%s: %s does not follow its text", file, f.Name)
				}
				if cases[last].want, err = parseWant(string(f.Data)); err != nil {
					t.Fatalf("%s: %s: %v", file, f.Name, err)
				}
				continue
			}
			m, err := parseMarked(strings.TrimRight(string(f.Data), "\n"))
			if err != nil {
				t.Fatalf("%s: %s: %v", file, f.Name, err)
			}
			if seen[f.Name] || m.Text == "" {
				t.Fatalf("%s: %s is there twice or empty", file, f.Name)
			}
			seen[f.Name] = true
			cases = append(cases, testCase{marked: m, Name: base + "/" + f.Name})
		}
	}
	for _, c := range cases {
		for n := range c.want.Attributions {
			if len(c.attribution(n)) == 0 {
				t.Fatalf("%s: want names attribution %d, which has no marks", c.Name, n)
			}
		}
	}
	return cases
}

// readKnownFailures reads "file/case reason" lines.
func readKnownFailures(t *testing.T) map[string]string {
	t.Helper()
	f, err := os.Open("testdata/known-failures.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	known := map[string]string{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, reason, _ := strings.Cut(line, " ")
		if _, twice := known[name]; twice || strings.TrimSpace(reason) == "" {
			t.Fatalf("known-failures.txt: %q is there twice or gives no reason", name)
		}
		known[name] = strings.TrimSpace(reason)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return known
}
