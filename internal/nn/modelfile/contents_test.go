package modelfile_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"

	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

// numbers gives a number of a network, different from all others, by the name of
// its tensor.
func numbers(f *modelfile.File) map[string]*float32 {
	layer := &f.Layers[1]
	at := map[string]*float32{
		"positions":                    &f.Positions[0],
		"extra.1":                      &f.ExtraTables[1][5],
		"embedding.norm.gamma":         &f.EmbeddingNorm.Gamma[0],
		"layer.1.norm.beta":            &layer.Norm.Beta[len(layer.Norm.Beta)-1],
		"layer.1.output.bias":          &layer.Output.Bias[1],
		"head.0.weight":                &f.Heads[0].W32[7],
		"layer.1.down.bias":            &layer.Down.Bias[0],
		"layer.0.attention.norm.gamma": &f.Layers[0].AttentionNorm.Gamma[2],
	}
	if f.Weights == modelfile.FP32 {
		at["words"] = &f.Words.W32[len(f.Words.W32)-1]
		at["layer.1.up.weight"] = &layer.Up.W32[100]
		return at
	}
	at["words.scale"] = &f.Words.Scale[3]
	at["layer.1.qkv.factor"] = &layer.QKV.Factor[1]
	at["layer.1.qkv.shift"] = &layer.QKV.Shift[1]
	at["layer.1.up.scale"] = &layer.Up.Scale[4]
	return at
}

// TestNotFinite spoils a number in a file that is otherwise whole.
func TestNotFinite(t *testing.T) {
	const mark = 12345.5 // not among the random weights
	for _, weights := range []string{modelfile.Int8, modelfile.FP32} {
		f := modeltest.Random(odd(weights), 1)
		for name, at := range numbers(f) {
			was := *at
			*at = mark
			data := modeltest.Encode(f)
			place := bytes.Index(data, binary.LittleEndian.AppendUint32(nil, math.Float32bits(mark)))
			for _, bits := range []uint32{0x7f800000, 0xff800000, 0x7fc00000, 0xffffffff, 0x7f800001} {
				binary.LittleEndian.PutUint32(data[place:], bits)
				*at = math.Float32frombits(bits)
				_, decoded := modelfile.Decode(rehashed(data), modelfile.Options{})
				encoded := modelfile.Encode(new(bytes.Buffer), f)
				for _, err := range []error{decoded, encoded} {
					want := "tensor " + name + " has a number that is not finite"
					if !errors.Is(err, modelfile.ErrInvalid) || !strings.Contains(err.Error(), want) {
						t.Errorf("%s, %s = %v: error %v", weights, name, *at, err)
					}
				}
			}
			binary.LittleEndian.PutUint32(data[place:], math.Float32bits(math.MaxFloat32))
			decode(t, rehashed(data))
			*at = was
		}
	}
}

// TestWrongVocabularies changes pieces in a file that is otherwise whole.
func TestWrongVocabularies(t *testing.T) {
	for replace, want := range map[[2]string]string{
		{"boat\n", "boats"}:            "the vocabulary has 58 lines, should have 59",
		{"boat", "bo\nt"}:              "the vocabulary has 60 lines, should have 59",
		{"\nnot\n", "\n\nnot"}:         "the vocabulary has no line feed at its end",
		{"[PAD]\n[UNK", "\n[PADUNK]x"}: "the vocabulary has an empty piece",
		{"boat\nmay", "\nboatmay"}:     "the vocabulary has an empty piece",
		{"boat", "bo\xfft"}:            "the vocabulary is not UTF-8",
		{"boat", "bo\xc3t"}:            "the vocabulary is not UTF-8",
	} {
		if len(replace[0]) != len(replace[1]) {
			t.Fatalf("%q: not of one length", replace)
		}
		data := bytes.Replace(small(), []byte(replace[0]), []byte(replace[1]), 1)
		_, err := modelfile.Decode(rehashed(data), modelfile.Options{})
		if !errors.Is(err, modelfile.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", replace, err, want)
		}
	}
	data := bytes.Replace(small(), []byte("boat"), []byte("bäx"), 1)
	if f := decode(t, rehashed(data)); !strings.Contains(string(f.Vocabulary), "\nbäx\n") {
		t.Error("a piece of other letters is lost")
	}
}

// TestWidths writes and reads networks around the sizes to which others are padded.
func TestWidths(t *testing.T) {
	for _, weights := range []string{modelfile.Int8, modelfile.FP32} {
		for _, n := range []int{1, 31, 32, 33, 64, 65} {
			c := modelfile.Config{Layers: 1, Width: n, Heads: 1, HeadWidth: n, Hidden: n, Positions: n, Weights: weights}
			data := modeltest.Bytes(c, 1)
			if again := modeltest.Encode(decode(t, data)); !bytes.Equal(again, data) {
				t.Errorf("%s, width %d: written again, it is another file", weights, n)
			}
		}
	}
}
