package modelfile

import (
	"bytes"
	"fmt"
	"math"
	"unicode/utf8"
)

// checkContents says what is wrong with the contents of the tensors, whose
// lengths are right: ErrInvalid.
func (f *File) checkContents(tensors []tensor) error {
	for _, t := range tensors {
		if t.kind == typeFloat32 && !finite(*t.float32s) {
			return fmt.Errorf("%w: tensor %s has a number that is not finite", ErrInvalid, t.name)
		}
	}
	return f.checkVocabulary()
}

// finite tells whether there is neither an infinity nor a NaN among numbers.
func finite(numbers []float32) bool {
	const exponent = 0xff << 23 // all of its bits are set in what is not finite
	for _, v := range numbers {
		if math.Float32bits(v)&exponent == exponent {
			return false
		}
	}
	return true
}

// checkVocabulary checks that there are as many pieces as the header says, and
// that they are text.
func (f *File) checkVocabulary() error {
	lines := bytes.Count(f.Vocabulary, []byte("\n"))
	switch {
	case lines != f.Config.Vocabulary:
		return fmt.Errorf("%w: the vocabulary has %d lines, should have %d", ErrInvalid, lines, f.Config.Vocabulary)
	case !bytes.HasSuffix(f.Vocabulary, []byte("\n")):
		return fmt.Errorf("%w: the vocabulary has no line feed at its end", ErrInvalid)
	case bytes.HasPrefix(f.Vocabulary, []byte("\n")) || bytes.Contains(f.Vocabulary, []byte("\n\n")):
		return fmt.Errorf("%w: the vocabulary has an empty piece", ErrInvalid)
	case !utf8.Valid(f.Vocabulary):
		return fmt.Errorf("%w: the vocabulary is not UTF-8", ErrInvalid)
	}
	return nil
}
