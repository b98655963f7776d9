package plain

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth"
)

// read gives the articles and the errors of an input, the folder taken off the
// errors and ids.
func read(t *testing.T, name, stdin string) (articles []quoth.Article, errs []string) {
	t.Helper()
	folder := filepath.Dir(name) + string(filepath.Separator)
	for a, err := range Open(name, strings.NewReader(stdin)) {
		a.ID = strings.ReplaceAll(a.ID, folder, "")
		if err != nil {
			if a.ID == "" || a.Text != "" {
				t.Errorf("article with the error %v: %+v", err, a)
			}
			errs = append(errs, strings.ReplaceAll(err.Error(), folder, ""))
			continue
		}
		articles = append(articles, a)
	}
	return articles, errs
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func zip(content string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(content))
	z.Close()
	return b.String()
}

func TestText(t *testing.T) {
	const text = "\ufeffFerry stays in port\r\n\r\nThe “ferry” stays, Lee said.\r\n"
	want := []quoth.Article{{ID: "a.txt", Text: text, Title: "Ferry stays in port"}}
	for name, content := range map[string]string{"a.txt": text, "gzip": zip(text)} {
		got, errs := read(t, write(t, "a.txt", content), "")
		if diff := cmp.Diff(want, got); diff != "" || errs != nil {
			t.Errorf("%s: %s %q", name, diff, errs)
		}
	}
	want[0].ID = "-"
	for _, content := range []string{text, zip(text)} {
		got, errs := read(t, "-", content)
		if diff := cmp.Diff(want, got); diff != "" || errs != nil {
			t.Errorf("stdin: %s %q", diff, errs)
		}
	}
}

func TestBadFiles(t *testing.T) {
	folder := t.TempDir()
	cut := zip(strings.Repeat("A long text of words, she said. ", 999))
	for _, test := range []struct{ name, content, want string }{
		{"empty.txt", "", "read empty.txt: no text found"},
		{"blank.txt", "\ufeff \r\n\t\u00a0\n", "read blank.txt: no text found"},
		{"latin1.txt", "caf\xe9 said", "read latin1.txt: not UTF-8: byte 0xe9 at position 3"},
		{"binary", "PK\x03\x04\x00\x00", "read binary: binary data: NUL byte at position 4"},
		{"wide.txt", "\xff\xfeh\x00", "read wide.txt: not UTF-8: starts as UTF-16 does"},
		{"cut.txt.gz", cut[:len(cut)-20], "read cut.txt.gz: gzip data ends too early"},
		{"head.gz", "\x1f\x8b\x08", "read head.gz: gzip data ends too early"},
		{"bad.gz", cut[:30] + "xxxxxxxxxxx" + cut[41:], "read bad.gz: broken gzip data: "},
		{"empty.jsonl", "\n", "read empty.jsonl: no text found"},
		{"array.json.jsonl", "[1]", "read array.json.jsonl:1: not a JSON object but a JSON array"},
	} {
		got, errs := read(t, write(t, test.name, test.content), "")
		if got != nil || len(errs) != 1 || !strings.HasPrefix(errs[0], test.want) {
			t.Errorf("%s: %d articles, errors %q, want %q", test.name, len(got), errs, test.want)
		}
	}
	if _, errs := read(t, filepath.Join(folder, "none.txt"), ""); len(errs) != 1 || errs[0] != "read none.txt: no such file" {
		t.Errorf("missing file: %q", errs)
	}
	os.Mkdir(filepath.Join(folder, "d"), 0o700)
	if _, errs := read(t, filepath.Join(folder, "d"), ""); len(errs) != 1 || errs[0] != "read d: is a directory" {
		t.Errorf("directory: %q", errs)
	}
	if os.Getuid() != 0 {
		locked := write(t, "locked.txt", "x")
		os.Chmod(locked, 0)
		if _, errs := read(t, locked, ""); len(errs) != 1 || errs[0] != "read locked.txt: permission denied" {
			t.Errorf("unreadable: %q", errs)
		}
	}
}

const lines = `{"id":"a","text":"One.","title":"T","outlet":"O","published":"2024-05-02","url":"https://x.example/a","authors":["B"],"language":"en","more":[1]}

{"text":"Two.","url":"https://x.example/b","authors":"Cy","published":"2024-05-02 07:00:00+00:00"}
{"text":"Thr\u00e9e 🚢 \ud83d\udea2\r\n\u0000","title":null}
`

func TestLines(t *testing.T) {
	want := []quoth.Article{
		{ID: "a", Text: "One.", Title: "T", Outlet: "O", Published: "2024-05-02", URL: "https://x.example/a", Authors: []string{"B"}, Language: "en"},
		{ID: "https://x.example/b", Text: "Two.", URL: "https://x.example/b", Authors: []string{"Cy"}, Published: "2024-05-02T07:00:00+00:00"},
		{ID: "n.jsonl:4", Text: "Thrée 🚢 🚢\r\n\x00"},
	}
	got, errs := read(t, write(t, "n.jsonl", lines), "")
	if diff := cmp.Diff(want, got); diff != "" || errs != nil {
		t.Errorf("%s %q", diff, errs)
	}
	want[2].ID = "n.jsonl.gz:4"
	got, errs = read(t, write(t, "n.jsonl.gz", zip(lines)), "")
	if diff := cmp.Diff(want, got); diff != "" || errs != nil {
		t.Errorf("%s %q", diff, errs)
	}
	want[2].ID = "-:4"
	for _, stdin := range []string{lines, zip(lines), "\ufeff" + lines} {
		got, errs = read(t, "-", stdin)
		if diff := cmp.Diff(want, got); diff != "" || errs != nil {
			t.Errorf("stdin: %s %q", diff, errs)
		}
	}
}

func TestWhatIsLines(t *testing.T) {
	for _, test := range []struct {
		name, content string
		want          bool
	}{
		{"-", `{"text":"x"}`, true},
		{"-", "\n \n{ \"text\":\"x\"}", true},
		{"-", "{}", true},
		{"-", "{sic} he said", false},
		{"-", "“x” he said", false},
		{"-", "", false},
		{"a.txt", `{"text":"x"}`, false},
		{"a.JSONL", "x", true},
		{"a.ndjson.gz", "x", true},
		{"fd63", `{"text":"x"}`, true},
	} {
		in, err := open("-", strings.NewReader(test.content))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := isLines(test.name, in); got != test.want || err != nil {
			t.Errorf("%s %q: %v, %v", test.name, test.content, got, err)
		}
	}
}

// Each bad line gives one error with its number; the good ones are read.
func TestBadLines(t *testing.T) {
	for _, test := range []struct{ line, id, want string }{
		{`{"id":"x","text":`, "b.jsonl:2", "b.jsonl:2: broken JSON: unexpected end of JSON input"},
		{`{"id":"x","text":"a"} x`, "b.jsonl:2", "b.jsonl:2: broken JSON: invalid character 'x' after top-level value"},
		{`nothing`, "b.jsonl:2", "b.jsonl:2: broken JSON: "},
		{`{"id":"x"}`, "x", `b.jsonl:2: no "text" in the article`},
		{`{"id":"x","text":null}`, "x", `b.jsonl:2: no "text" in the article`},
		{`{"id":"x","text":" \n"}`, "x", "b.jsonl:2: no text found"},
		{`{"id":"x","text":5}`, "x", `b.jsonl:2: "text" is not a text but a JSON number`},
		{"{\"id\":\"x\",\"text\":\"\xe9\"}", "b.jsonl:2", "b.jsonl:2: not UTF-8: byte 0xe9 at position 18 of the line"},
		{`{"id":"x","text":"a\ud83d"}`, "x", "b.jsonl:2: broken JSON: half of a surrogate pair"},
		{`{"id":"x","text":"a\udea2\ud83d"}`, "x", "b.jsonl:2: broken JSON: half of a surrogate pair"},
	} {
		name := write(t, "b.jsonl", `{"id":"1","text":"A."}`+"\n"+test.line+"\n"+`{"id":"3","text":"C. \\ud83d \ufffd"}`)
		var ids []string
		for a, err := range Open(name, nil) {
			ids = append(ids, filepath.Base(a.ID))
			if err != nil && !strings.HasPrefix(strings.ReplaceAll(err.Error(), filepath.Dir(name)+string(filepath.Separator), ""), "read "+test.want) {
				t.Errorf("%s: error %v, want %s", test.line, err, test.want)
			} else if (err != nil) != (a.Text == "") {
				t.Errorf("%s: article %+v, error %v", test.line, a, err)
			}
		}
		if diff := cmp.Diff([]string{"1", test.id, "3"}, ids); diff != "" {
			t.Errorf("%s: %s", test.line, diff)
		}
	}
}

// A bad date costs the date, not the article.
func TestBadDate(t *testing.T) {
	got, errs := read(t, write(t, "d.jsonl", `{"id":"x","text":"a","published":"Oct 12, 2016"}`), "")
	if diff := cmp.Diff([]quoth.Article{{ID: "x", Text: "a"}}, got); diff != "" {
		t.Error(diff)
	}
	if want := []string{`read d.jsonl:1: published "Oct 12, 2016" is not an ISO 8601 date`}; !cmp.Equal(errs, want) {
		t.Error(errs)
	}
}

func TestCheckDate(t *testing.T) {
	for date, good := range map[string]bool{
		"": true, "2016-10-12": true, "2016-10-12T07:30": true, "2016-10-12T07:30:00Z": true, "2016-10-12T07:30:00.5+02:00": true, "2016-10-12 07:30:00+00": true,
		"2016": false, "2016-10": false, "12.10.2016": false, "2016-13-01": false, "2016-02-30": false, "2016-10-12T25:00": false, "2016-10-12T": false, "2016-10-12x": false, " 2016-10-12": false,
	} {
		if err := CheckDate(date); (err == nil) != good {
			t.Errorf("%q: %v", date, err)
		}
	}
}

// What was read before gzip data end too early is kept.
func TestCutGzip(t *testing.T) {
	var all strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&all, `{"id":"%d","text":"Text number %d, %d."}`+"\n", i, i*i%997, i*7919%1009)
	}
	content := zip(all.String())
	got, errs := read(t, write(t, "c.jsonl.gz", content[:len(content)*3/4]), "")
	if len(got) < 500 || len(got) >= 2000 {
		t.Errorf("%d articles", len(got))
	}
	if want := fmt.Sprintf("read c.jsonl.gz:%d: gzip data ends too early", len(got)+1); len(errs) != 1 || errs[0] != want {
		t.Errorf("errors %q, want %q", errs, want)
	}
}

func TestLongLine(t *testing.T) {
	text := strings.Repeat("She said so. ", 50<<20/13)
	start := time.Now()
	for name, content := range map[string]string{"l.jsonl": `{"text":"` + text + `"}`, "l.txt": text} {
		got, errs := read(t, write(t, name, content), "")
		if len(got) != 1 || errs != nil || got[0].Text != text {
			t.Errorf("%s: %d articles, errors %q", name, len(got), errs)
		}
	}
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("took %v", d)
	}
}

// zeros is an input without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestEndlessBinary(t *testing.T) {
	for _, err := range Open("-", zeros{}) {
		if err == nil || err.Error() != "read -: binary data: NUL byte at position 0" {
			t.Errorf("error %v", err)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Ferry stays in port\n\nMore.", "Ferry stays in port"},
		{"\n\n  Ferry stays in port \r\n\r\nMore.", "Ferry stays in port"},
		{"‘Ferry stays,’ says mayor\n \nMore.", "‘Ferry stays,’ says mayor"},
		{"Ferry stays in port\nMore.\n\nMore.", ""},
		{"Ferry stays in port\n\n", ""},
		{"Ferry stays in port", ""},
		{"Ferry stays in port.\n\nMore.", ""},
		{"“Ferry stays in port.”\n\nMore.", ""},
		{"Will it sail?\n\nMore.", ""},
		{"Ferry\n\nMore.", ""},
		{strings.Repeat("word ", 25) + "\n\nMore.", strings.TrimSpace(strings.Repeat("word ", 25))},
		{strings.Repeat("word ", 26) + "\n\nMore.", ""},
		{"", ""},
	} {
		if got := titleOf(test.text); got != test.want {
			t.Errorf("%q: title %q, want %q", test.text, got, test.want)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(lines))
	f.Add([]byte("A title line\n\nText."))
	f.Add([]byte(zip(lines))[:40])
	f.Add([]byte(`{"text":"\ud83d\\u"}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		n := 0
		for a, err := range Open("-", bytes.NewReader(content)) {
			n++
			if a.ID == "" || (err == nil && (a.Text == "" || invalidAt(a.Text) >= 0)) {
				t.Fatalf("article %+v, error %v", a, err)
			}
		}
		if n == 0 {
			t.Fatal("neither article nor error")
		}
	})
}
