package wordpiece

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// newSplitter makes a Splitter of pieces that are separated by white space.
func newSplitter(t testing.TB, pieces string, options Options) *Splitter {
	t.Helper()
	s, err := NewWith([]byte(strings.Join(strings.Fields(pieces), "\n")+"\n"), options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// show writes pieces as "piece@start-end", separated by blanks.
func show(s *Splitter, pieces []Piece) string {
	var out []string
	for _, p := range pieces {
		out = append(out, fmt.Sprintf("%s@%d-%d", s.Piece(p.ID), p.Start, p.End))
	}
	return strings.Join(out, " ")
}

const smallVocabulary = `[PAD] [UNK] [CLS] [SEP] [MASK] port ##port ##ed ##e ##d re ##por a ##a b ##b i ##i
	. , [ ] - ' “ ” — ¿ # ##x € 市 港 ᄀ ##ᅡ ##ᆨ か ##か σ ##σ ##〮 〮 mask sep ##ᄀ`

func TestAppend(t *testing.T) {
	s := newSplitter(t, smallVocabulary, Options{})
	for i, c := range []struct{ text, want string }{
		0:  {"", ""},
		1:  {" \t\n", ""},
		2:  {"port", "port@0-4"},
		3:  {"Reported.", "re@0-2 ##port@2-6 ##ed@6-8 .@8-9"},
		4:  {"re-port, port", "re@0-2 -@2-3 port@3-7 ,@7-8 port@9-13"},
		5:  {"“Port—port”", "“@0-3 port@3-7 —@7-10 port@10-14 ”@14-17"},
		6:  {"reporz port", "[UNK]@0-6 port@7-11"},                                // no piece for z: the whole word
		7:  {"reporde", "re@0-2 ##por@2-5 ##d@5-6 ##e@6-7"},                       // a shorter piece after a dead end
		8:  {"~port", "[UNK]@0-1 port@1-5"},                                       // punctuation without a piece
		9:  {"á a\u0301 a\u0301b \u0301a", "a@0-2 a@3-4 a@7-8 ##b@10-11 a@14-15"}, // accents inside and outside
		10: {"PÓRT", "port@0-5"},
		11: {"po\u00adrt po\u200brt po\x00rt", "port@0-6 port@7-14 port@15-20"}, // dropped inside a word
		12: {"\x00port\x00 \u200d", "port@1-5"},
		13: {"a\u00a0b\u2003a\u3000b", "a@0-1 b@3-4 a@7-8 b@11-12"},
		14: {"a\u0085b a\vb", "a@0-1 ##b@3-4 a@5-6 ##b@7-8"}, // control characters that other splitters take for white space
		15: {"市港a市", "市@0-3 港@3-6 a@6-7 市@7-10"},
		16: {"각 가", "ᄀ@0-3 ##ᅡ@0-3 ##ᆨ@0-3 ᄀ@4-7 ##ᅡ@4-7"}, // one syllable, several pieces
		17: {"がか か\u3099か", "か@0-3 ##か@3-6 か@7-10 ##か@13-16"},
		18: {"Σσς", "[UNK]@0-6"},    // no final sigma: ς stays ς, which has no piece
		19: {"ΣΣ", "σ@0-2 ##σ@2-4"}, // and a final Σ becomes σ
		20: {"İ I ı", "i@0-2 i@3-4 [UNK]@5-7"},
		21: {"[SEP]port[MASK]", "[SEP]@0-5 port@5-9 [MASK]@9-15"},
		22: {"[sep] [MASK", "[@0-1 sep@1-4 ]@4-5 [@6-7 mask@7-11"},
		23: {"[[SEP]]", "[@0-1 [SEP]@1-6 ]@6-7"},
		24: {"##x #", "#@0-1 #@1-2 [UNK]@2-3 #@4-5"},    // ## in the text is two words
		25: {"a\xffb \xe2\x80a", "a@0-1 ##b@2-3 a@6-7"}, // bytes that are not UTF-8
		26: {"a€ €", "[UNK]@0-4 €@5-8"},                 // a symbol that is no punctuation
		27: {"≠.", "[UNK]@0-3 .@3-4"},                   // = and a stroke
		28: {"a\u302eb", "a@0-1 ##〮@1-4 ##b@4-5"},       // a mark that is kept
		29: {"a\u0301\u302eb", "a@0-1 ##〮@1-3 ##b@6-7"}, // it takes the place of the accent that it passes
		30: {"a\u0301\u200b\u302e", "a@0-1 ##〮@1-3"},    // what is dropped before ordering does not stop it
		31: {"a\u0301\u034f\u302e", "a@0-1 ##〮@5-8"},    // the grapheme joiner does
		32: {"a\u0316\u200b\u302e", "a@0-1 ##〮@6-9"},    // nor does it take a place
		33: {". \u0316\u302e\u0301\u302e", ".@0-1 〮@4-7 ##〮@7-9"},
	} {
		if got := show(s, s.Append(nil, c.text)); got != c.want {
			t.Errorf("case %d: %q:\n got %s\nwant %s", i, c.text, got, c.want)
		}
	}
}

func TestLongWords(t *testing.T) {
	s := newSplitter(t, smallVocabulary, Options{})
	for i, c := range []struct {
		text   string
		pieces int
		last   string
	}{
		0: {strings.Repeat("a", 100), 100, "##a@99-100"},
		1: {strings.Repeat("a", 101), 1, "[UNK]@0-101"},
		2: {strings.Repeat("a", 100) + "\u0301.", 101, ".@102-103"},
		3: {strings.Repeat("á", 100), 100, "##a@198-200"},
		4: {strings.Repeat("á", 101), 1, "[UNK]@0-202"},
		5: {strings.Repeat("a", 98) + "가", 100, "##ᅡ@98-101"},
		6: {strings.Repeat("a", 98) + "각", 1, "[UNK]@0-101"},
		7: {"b " + strings.Repeat("a", 100_000) + "\u0301 b", 3, "b@100005-100006"},
		8: {strings.Repeat("\x00a", 100), 100, "##a@199-200"},
	} {
		got := s.Append(nil, c.text)
		if len(got) != c.pieces {
			t.Errorf("case %d: %d pieces, want %d", i, len(got), c.pieces)
			continue
		}
		if last := show(s, got[len(got)-1:]); last != c.last {
			t.Errorf("case %d: last piece %s, want %s", i, last, c.last)
		}
	}
}

func TestSpecialsAsText(t *testing.T) {
	s := newSplitter(t, smallVocabulary, Options{SpecialsAsText: true})
	if got, want := show(s, s.Append(nil, "[SEP]a")), "[@0-1 sep@1-4 ]@4-5 a@5-6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// A special piece that the vocabulary lacks is text in any case.
	s = newSplitter(t, "[UNK] [ ] sep", Options{})
	if got, want := show(s, s.Append(nil, "[SEP]")), "[@0-1 sep@1-4 ]@4-5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	s := newSplitter(t, smallVocabulary, Options{})
	got := s.Append([]Piece{{7, 8, 9}}, "a portz")
	want := []Piece{{7, 8, 9}, {12, 0, 1}, {1, 2, 7}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestVocabulary(t *testing.T) {
	pieces := strings.Fields(smallVocabulary)
	s := newSplitter(t, smallVocabulary, Options{})
	if s.Len() != len(pieces) {
		t.Errorf("Len %d, want %d", s.Len(), len(pieces))
	}
	for i, piece := range pieces {
		if id, ok := s.ID(piece); !ok || id != int32(i) {
			t.Errorf("ID(%q) = %d %t, want %d", piece, id, ok, i)
		}
		if got := s.Piece(int32(i)); got != piece {
			t.Errorf("Piece(%d) = %q, want %q", i, got, piece)
		}
	}
	for _, missing := range []string{"", "#", "##", "##p", "p", "portx", "##re", "\n", "[SEP]\n[CLS]"} {
		want := slices.Contains(pieces, missing)
		if id, ok := s.ID(missing); ok != want {
			t.Errorf("ID(%q) = %d %t, want %t", missing, id, ok, want)
		}
	}
	for _, id := range []int32{-1, int32(len(pieces)), 1 << 30} {
		if got := s.Piece(id); got != "" {
			t.Errorf("Piece(%d) = %q, want nothing", id, got)
		}
	}
}

func TestNewErrors(t *testing.T) {
	for i, c := range []struct{ vocabulary, want string }{
		0: {"", "not ended"},
		1: {"[UNK]", "not ended"},
		2: {"a\nb\n", "no piece [UNK]"},
		3: {"[UNK]\r\na\r\n", "no piece [UNK]"},
		4: {"[UNK]\na\nb\na\n", `piece 3: "a" is piece 1 already`},
		5: {"[UNK]\n##a\nb\n##a\n", `piece 3: "##a" is piece 1 already`},
		6: {"[UNK]\n\na\n", "piece 1: empty"},
		7: {"[UNK]\na\xff\n", `piece 1: "a\xff" is not UTF-8`},
		8: {"[UNK]\n" + strings.Repeat("\n", maxPieces), "more than 16777216"},
		9: {"[UNK]\n##\na\n##a\n", ""},
	} {
		_, err := New([]byte(c.vocabulary))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("case %d: error %v, want one with %q", i, err, c.want)
		}
	}
}

// TestBarePrefix has a piece "##", which no text can become.
func TestBarePrefix(t *testing.T) {
	s := newSplitter(t, "[UNK] ## a ##a #", Options{})
	if got, want := show(s, s.Append(nil, "## aab")), "#@0-1 #@1-2 [UNK]@3-6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if id, ok := s.ID("##"); !ok || id != 1 {
		t.Errorf("ID %d %t, want 1", id, ok)
	}
}

// manyPieces is a vocabulary of 30,522 pieces.
func manyPieces() []byte {
	vocabulary := []byte("[UNK]\n")
	for i := range 30_521 {
		if i%4 == 0 {
			vocabulary = append(vocabulary, laterPrefix...)
		}
		vocabulary = strconv.AppendInt(vocabulary, int64(i*2654435761%4294967296), 36)
		vocabulary = append(vocabulary, '\n')
	}
	return vocabulary
}

func TestManyPieces(t *testing.T) {
	vocabulary := manyPieces()
	s, err := New(vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	for i, piece := range strings.Fields(string(vocabulary)) {
		if id, ok := s.ID(piece); !ok || id != int32(i) {
			t.Fatalf("ID(%q) = %d %t, want %d", piece, id, ok, i)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	s := newSplitter(t, smallVocabulary, Options{})
	text := strings.Repeat("Réported, 각 a\u0301\u302eb [SEP] portz. ", 200)
	want := s.Append(nil, text)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if !slices.Equal(want, s.Append(nil, text)) {
				t.Error("another answer beside other goroutines")
			}
		})
	}
	group.Wait()
}

func TestNoAllocations(t *testing.T) {
	s := newSplitter(t, smallVocabulary, Options{})
	text := strings.Repeat("Re\u0301ported—port, 각 市 [SEP] "+strings.Repeat("a", 300), 20)
	dst := s.Append(nil, text)
	if n := testing.AllocsPerRun(10, func() { dst = s.Append(dst[:0], text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
