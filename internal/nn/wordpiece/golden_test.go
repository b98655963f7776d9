package wordpiece

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// golden is testdata/golden.jsonl: what the library tokenizers says.
type golden struct {
	every   string // SHA-256 over every code point
	answers []answer
}

type answer struct {
	Text   string
	Pieces [][3]any // piece, start, end
}

func readGolden(t testing.TB) golden {
	t.Helper()
	file, err := os.ReadFile("testdata/golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var head struct{ Every string }
	lines := json.NewDecoder(bytes.NewReader(file))
	if err := lines.Decode(&head); err != nil {
		t.Fatal(err)
	}
	g := golden{every: head.Every}
	for lines.More() {
		var a answer
		if err := lines.Decode(&a); err != nil {
			t.Fatal(err)
		}
		g.answers = append(g.answers, a)
	}
	if len(g.answers) < 40 {
		t.Fatalf("only %d answers", len(g.answers))
	}
	return g
}

// goldenSplitter has the vocabulary of the golden file.
func goldenSplitter(t testing.TB) *Splitter {
	t.Helper()
	vocabulary, err := os.ReadFile("testdata/vocabulary.txt")
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGolden(t *testing.T) {
	s := goldenSplitter(t)
	for _, a := range readGolden(t).answers {
		var want []string
		for _, p := range a.Pieces {
			want = append(want, fmt.Sprintf("%v@%v-%v", p[0], p[1], p[2]))
		}
		if got := show(s, s.Append(nil, a.Text)); got != strings.Join(want, " ") {
			t.Errorf("%q:\n got %s\nwant %s", a.Text, got, strings.Join(want, " "))
		}
	}
}

// TestEveryCodePoint compares what the table makes of each code point with what the
// library makes of it. A line a code point: number, kind, what it becomes, class.
func TestEveryCodePoint(t *testing.T) {
	f, err := readFolds(foldTable)
	if err != nil {
		t.Fatal(err)
	}
	names := [...]string{letter: "letter", several: "letter", hangul: "letter", mark: "mark", clean: "clean", space: "space", alone: "alone"}
	hash := sha256.New()
	for r := range utf8.MaxRune + 1 {
		if !utf8.ValidRune(r) {
			continue
		}
		a := f.actions[r]
		var becomes []rune
		if k := a.kind(); k != mark && k != clean && k != space {
			becomes = f.letters(nil, r)
		}
		fmt.Fprintf(hash, "%04X %s %s %d\n", r, names[a.kind()], string(becomes), a.class())
	}
	if got, want := hex.EncodeToString(hash.Sum(nil)), readGolden(t).every; got != want {
		t.Errorf("digest of every code point is %s, want %s", got, want)
	}
}

func TestFoldTableErrors(t *testing.T) {
	for i, table := range []string{
		0:  "0041\n",
		1:  "[letters]\n0041\n",
		2:  "[mark]\n00zz\n",
		3:  "[mark]\n0041-\n",
		4:  "[mark]\n110000\n",
		5:  "[class]\n0300:256\n",
		6:  "[class]\n0300\n",
		7:  "[fold]\n0041\n",
		8:  "[fold]\n0041=0061+\n",
		9:  "[fold]\n0041>x\n",
		10: "[fold]\nx~0043\n",
	} {
		if _, err := readFolds(table); err == nil {
			t.Errorf("case %d: no error", i)
		}
	}
}
