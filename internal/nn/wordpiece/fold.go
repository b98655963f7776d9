package wordpiece

import (
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// foldTable is derived data; its head explains it.
//
//go:embed fold.txt
var foldTable string

// kind is what normalisation does with a code point.
type kind uint8

const (
	letter  kind = iota // becomes one letter of a word
	several             // becomes several letters
	hangul              // a syllable, becomes its jamo
	mark                // dropped, but takes part in canonical ordering
	clean               // dropped before anything else
	space               // ends a word
	alone               // ends a word, and is one itself
)

// sectionKinds names the sections of fold.txt that hold code points of one kind.
var sectionKinds = map[string]kind{"[mark]": mark, "[clean]": clean, "[space]": space, "[alone]": alone}

// action packs what becomes of a code point. Bits 0 to 20: the new code point (0: it
// stays), or for several an index into folds.sequences. Bits 21 to 23: the kind.
// Bits 24 to 31: the canonical combining class.
type action uint32

const (
	kindShift  = 21
	classShift = 24
	targetMask = 1<<kindShift - 1
)

func (a action) kind() kind   { return kind(a >> kindShift & 7) }
func (a action) class() uint8 { return uint8(a >> classShift) }
func (a action) target() rune { return rune(a & targetMask) }

// folds is the table of fold.txt. Its actions are 4 MiB of which only the pages that
// hold something but zeros are ever touched.
type folds struct {
	actions   [utf8.MaxRune + 1]action
	sequences [][]rune
}

// Hangul syllables are composed by arithmetic: Unicode Standard, section 3.12.
const (
	hangulFirst, hangulLast = 0xAC00, 0xD7A3
	leadBase                = 0x1100
	vowelBase, vowels       = 0x1161, 21
	tailBase, tails         = 0x11A7, 28 // the first tail stands for none
)

// letters appends to dst what a code point that is not dropped and no space becomes.
func (f *folds) letters(dst []rune, r rune) []rune {
	a := f.actions[r]
	switch a.kind() {
	case several:
		return append(dst, f.sequences[a.target()]...)
	case hangul:
		n := r - hangulFirst
		dst = append(dst, leadBase+n/(vowels*tails), vowelBase+n/tails%vowels)
		if tail := n % tails; tail != 0 {
			dst = append(dst, tailBase+tail)
		}
		return dst
	}
	if t := a.target(); t != 0 {
		r = t
	}
	return append(dst, r)
}

// readFolds reads a table in the format of fold.txt.
func readFolds(table string) (*folds, error) {
	f := &folds{}
	for r := rune(hangulFirst); r <= hangulLast; r++ {
		f.actions[r] = action(hangul) << kindShift
	}
	section := ""
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(line, "[") {
			section = line
			continue
		}
		for entry := range strings.FieldsSeq(line) {
			if err := f.read(section, entry); err != nil {
				return nil, fmt.Errorf("read fold table: %s %s: %w", section, entry, err)
			}
		}
	}
	return f, nil
}

// read takes in one entry of a section.
func (f *folds) read(section, entry string) error {
	switch section {
	case "[fold]":
		return f.readFold(entry)
	case "[class]":
		span, number, _ := strings.Cut(entry, ":")
		class, err := strconv.ParseUint(number, 10, 8)
		if err != nil {
			return err
		}
		return f.add(span, func(rune) action { return action(class) << classShift })
	}
	k, ok := sectionKinds[section]
	if !ok {
		return errors.New("unknown section")
	}
	return f.add(entry, func(rune) action { return action(k) << kindShift })
}

// readFold takes in one entry of the section [fold].
func (f *folds) readFold(entry string) error {
	at := strings.IndexAny(entry, "=>~")
	if at < 0 {
		return errors.New("neither =, > nor ~")
	}
	span, right := entry[:at], entry[at+1:]
	if entry[at] == '=' {
		become, err := f.become(right)
		if err != nil {
			return err
		}
		return f.add(span, func(rune) action { return become })
	}
	first, _, err := parseSpan(span)
	if err != nil {
		return err
	}
	target, err := parsePoint(right)
	if err != nil {
		return err
	}
	if entry[at] == '>' {
		return f.add(span, func(r rune) action { return action(r - first + target) })
	}
	return f.add(span+"-"+right, func(r rune) action {
		if (r-first)%2 != 0 {
			return 0
		}
		return action(r + 1)
	})
}

// become reads the right side of an = in the section [fold]: C or C+D and more.
func (f *folds) become(right string) (action, error) {
	var sequence []rune
	for part := range strings.SplitSeq(right, "+") {
		r, err := parsePoint(part)
		if err != nil {
			return 0, err
		}
		sequence = append(sequence, r)
	}
	if len(sequence) == 1 {
		return action(sequence[0]), nil
	}
	f.sequences = append(f.sequences, sequence)
	return action(several)<<kindShift | action(len(f.sequences)-1), nil
}

// add adds to the actions of the code points of a span.
func (f *folds) add(span string, more func(rune) action) error {
	first, last, err := parseSpan(span)
	if err != nil {
		return err
	}
	for r := first; r <= last; r++ {
		f.actions[r] |= more(r)
	}
	return nil
}

// parseSpan reads A or A-B.
func parseSpan(span string) (first, last rune, err error) {
	left, right, two := strings.Cut(span, "-")
	if first, err = parsePoint(left); err != nil || !two {
		return first, first, err
	}
	last, err = parsePoint(right)
	return first, last, err
}

// parsePoint reads a code point in hexadecimal digits.
func parsePoint(digits string) (rune, error) {
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return 0, err
	}
	if n > utf8.MaxRune {
		return 0, errors.New("no code point")
	}
	return rune(n), nil
}
