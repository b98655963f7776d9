// Package wordpiece splits a text into the word pieces of an uncased BERT model and
// says for every piece which bytes of the text it comes from.
//
// The text is put in normal form, cut into words, and each word is cut into pieces
// of the vocabulary:
//
//  1. Where the text says [PAD], [UNK], [CLS], [SEP] or [MASK], letter for letter,
//     that piece stands (Options.SpecialsAsText turns this off).
//  2. Control and format characters, private use and U+FFFD are dropped; so are bytes
//     that are not UTF-8. White space ends a word. Each Chinese character is a word.
//  3. Canonical decomposition (NFD); nonspacing marks are dropped; lower case.
//  4. Each punctuation mark is a word. Of ASCII all that is no letter, digit, space or
//     control character counts as punctuation; of other symbols those of the
//     categories P*.
//  5. A word becomes the longest piece that it begins with, then the longest piece that
//     goes on from there, written "##" and the letters, and so on. A word of more
//     than 100 letters, or with a rest that no piece begins, becomes [UNK] as a whole.
//
// This is WordPiece as in Devlin et al., "BERT: Pre-training of Deep Bidirectional
// Transformers" (2019), section 3 and its published code. In every detail, from the
// version of Unicode of each step to the offsets, it is what the library tokenizers
// of Hugging Face (0.23) does with BertNormalizer, BertPreTokenizer and WordPiece;
// fold.txt has its character classes, testdata/golden.jsonl its answers.
//
// # Offsets
//
// A piece goes from the start of the code point that its first letter comes from to
// the end of the one that its last letter comes from. So an accent that stands as a
// code point of its own belongs to a piece in whose middle it stands, not to one that
// it ends. Starts never go back, and neither do ends. Two pieces overlap only where
// one code point became several letters, as a Hangul syllable becomes jamo: then both
// have all of it. All offsets are on the boundaries of code points, and no piece is
// empty.
package wordpiece

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// Piece is one word piece of a text.
type Piece struct {
	ID         int32 // place in the vocabulary, from 0
	Start, End int32 // half-open range of bytes in the text as given
}

// Options are the choices of a Splitter. The zero value splits as the library does.
type Options struct {
	// SpecialsAsText splits "[SEP]" and its like in a text as the words "[", "sep",
	// "]". Without it a text can forge the special pieces of a model.
	SpecialsAsText bool
}

// Splitter splits texts with one vocabulary. It never changes and may be used by
// several goroutines at once.
type Splitter struct {
	vocabulary string
	ends       []int32 // by piece: where it ends in the vocabulary, before "\n"
	trie       *trie
	folds      *folds
	lower      [256]byte // by byte: lower case of an ASCII letter or digit, else 0
	unknown    int32
	specials   []special
}

// special is a piece that stands for no word.
type special struct {
	text string
	id   int32
}

const (
	unknownPiece = "[UNK]"
	laterPrefix  = "##"
	maxPieces    = 1 << 24
)

// New is NewWith without options.
func New(vocabulary []byte) (*Splitter, error) { return NewWith(vocabulary, Options{}) }

// NewWith makes a Splitter. The vocabulary holds the pieces in order of their ids,
// each ended by "\n". It is an error if a piece is empty, not UTF-8 or there twice, if
// [UNK] is missing, if the last piece is not ended, and if there are more than 2^24
// pieces.
func NewWith(vocabulary []byte, options Options) (*Splitter, error) {
	s, err := build(vocabulary, options)
	if err != nil {
		return nil, fmt.Errorf("read vocabulary: %w", err)
	}
	return s, nil
}

func build(vocabulary []byte, options Options) (*Splitter, error) {
	f, err := readFolds(foldTable)
	if err != nil {
		return nil, err
	}
	s := &Splitter{vocabulary: string(vocabulary), trie: newTrie(), folds: f}
	if err := s.addPieces(); err != nil {
		return nil, err
	}
	unknown, ok := s.ID(unknownPiece)
	if !ok {
		return nil, errors.New("no piece " + unknownPiece)
	}
	s.unknown = unknown
	if !options.SpecialsAsText {
		s.addSpecials()
	}
	s.fillLower()
	return s, nil
}

// addPieces puts the pieces of s.vocabulary into s.trie and s.ends.
func (s *Splitter) addPieces() error {
	switch n := strings.Count(s.vocabulary, "\n"); {
	case len(s.vocabulary) > math.MaxInt32:
		return errTooLarge
	case n > maxPieces:
		return fmt.Errorf("%d pieces, more than %d", n, maxPieces)
	case !strings.HasSuffix(s.vocabulary, "\n"):
		return errors.New(`the last piece is not ended by "\n"`)
	default:
		s.ends = make([]int32, 0, n)
	}
	end := 0
	for piece := range strings.Lines(s.vocabulary) {
		end += len(piece)
		s.ends = append(s.ends, int32(end-1))
		if err := s.addPiece(piece[:len(piece)-1], int32(len(s.ends)-1)); err != nil {
			return fmt.Errorf("piece %d: %w", len(s.ends)-1, err)
		}
	}
	return nil
}

func (s *Splitter) addPiece(piece string, id int32) error {
	if piece == "" {
		return errors.New("empty")
	}
	if !utf8.ValidString(piece) {
		return fmt.Errorf("%q is not UTF-8", piece)
	}
	root, letters := path(piece)
	node, err := s.trie.add(root, letters)
	if err != nil {
		return err
	}
	if earlier := s.trie.ids[node]; earlier != none {
		return fmt.Errorf("%q is piece %d already", piece, earlier)
	}
	s.trie.ids[node] = id
	return nil
}

// path is where a piece stands in the trie.
func path(piece string) (root uint32, letters string) {
	if letters, later := strings.CutPrefix(piece, laterPrefix); later {
		return rootLater, letters
	}
	return rootFirst, piece
}

func (s *Splitter) addSpecials() {
	for _, text := range []string{"[PAD]", unknownPiece, "[CLS]", "[SEP]", "[MASK]"} {
		if id, ok := s.ID(text); ok {
			s.specials = append(s.specials, special{text, id})
		}
	}
}

func (s *Splitter) fillLower() {
	for c := range rune(utf8.RuneSelf) {
		if s.folds.actions[c].kind() == letter {
			var few [1]rune
			s.lower[c] = byte(s.folds.letters(few[:0], c)[0])
		}
	}
}

// Len is the number of pieces in the vocabulary.
func (s *Splitter) Len() int { return len(s.ends) }

// ID is the place of a piece in the vocabulary; false if it is not there.
func (s *Splitter) ID(piece string) (int32, bool) {
	if piece == "" {
		return 0, false
	}
	root, letters := path(piece)
	node := s.trie.find(root, letters)
	if node == noNode || s.trie.ids[node] == none {
		return 0, false
	}
	return s.trie.ids[node], true
}

// Piece is the piece at a place in the vocabulary, "" if there is no such place.
func (s *Splitter) Piece(id int32) string {
	if id < 0 || int(id) >= len(s.ends) {
		return ""
	}
	start := int32(0)
	if id > 0 {
		start = s.ends[id-1] + 1
	}
	return s.vocabulary[start:s.ends[id]]
}

// Append appends the pieces of text to dst, in the order of the text. Its time is
// linear in the length of the text. Of a text of more than 2 GiB (math.MaxInt32
// bytes) the rest is left out.
func (s *Splitter) Append(dst []Piece, text string) []Piece {
	if len(text) > math.MaxInt32 {
		text = text[:math.MaxInt32]
	}
	var w word
	for at := 0; at < len(text); {
		at = w.read(s, text, at)
		dst = s.appendWord(dst, &w)
		if at < len(text) {
			dst, at = s.appendEnd(dst, &w, text, at)
		}
	}
	return dst
}

// appendEnd appends what ends a word at byte at, if it is not white space, and
// returns what comes after. It uses w for its letter.
func (s *Splitter) appendEnd(dst []Piece, w *word, text string, at int) ([]Piece, int) {
	if text[at] == '[' {
		for _, c := range s.specials {
			if strings.HasPrefix(text[at:], c.text) {
				end := at + len(c.text)
				return append(dst, Piece{c.id, int32(at), int32(end)}), end
			}
		}
	}
	r, width := utf8.DecodeRuneInString(text[at:])
	end := at + width
	if s.folds.actions[r].kind() == space {
		return dst, end
	}
	var few [4]rune
	w.clear()
	for _, c := range s.folds.letters(few[:0], r) {
		w.push(c, span{int32(at), int32(end)})
	}
	return s.appendWord(dst, w), end
}

// appendWord appends the pieces of a word.
func (s *Splitter) appendWord(dst []Piece, w *word) []Piece {
	if w.letters > maxLetters {
		return append(dst, Piece{s.unknown, w.whole.start, w.whole.end})
	}
	before := len(dst)
	root := uint32(rootFirst)
	for at := 0; at < w.size; {
		id, size := s.trie.longest(root, w.text[at:w.size])
		if id == none {
			return append(dst[:before], Piece{s.unknown, w.whole.start, w.whole.end})
		}
		from := w.source(at, at+size)
		dst = append(dst, Piece{id, from.start, from.end})
		at += size
		root = rootLater
	}
	return dst
}
