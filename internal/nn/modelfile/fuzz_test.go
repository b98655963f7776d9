package modelfile_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"testing"

	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

// FuzzDecode gets a header, and a vocabulary and the number of blocks of 64 bytes
// behind it, so that it need not find the sizes in the first 64 bytes. What can be
// read can be written, and is the same when it is read again.
func FuzzDecode(f *testing.F) {
	const blocks = 9 // one each for pieces, words, scales; two each for positions, gamma, beta
	whole := append([]byte("a\nb\n"), make([]byte, 64*blocks-4)...)
	if _, err := modelfile.Decode(assemble(tiny("a\nb\n"), whole), modelfile.Options{SkipHash: true}); err != nil {
		f.Fatal(err)
	}
	f.Add(tiny("a\nb\n"), "a\nb\n", uint16(blocks))
	f.Add(tiny("a\nb"), "a\nb", uint16(blocks))
	for _, weights := range []string{modelfile.Int8, modelfile.FP32} {
		data := modeltest.Bytes(odd(weights), 1)
		end := 64 + int(binary.LittleEndian.Uint32(data[12:]))
		f.Add(data[64:end], modeltest.Pieces, uint16((len(data)-end)/64))
	}
	f.Fuzz(func(t *testing.T, header []byte, vocabulary string, blocks uint16) {
		tensors := make([]byte, 64*int(blocks))
		copy(tensors, vocabulary)
		file, err := modelfile.Decode(assemble(header, tensors), modelfile.Options{SkipHash: true})
		if err != nil {
			if !errors.Is(err, modelfile.ErrInvalid) && !errors.Is(err, modelfile.ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		once := modeltest.Encode(file)
		if again := modeltest.Encode(decode(t, once)); !bytes.Equal(again, once) {
			t.Errorf("written again, it is another file")
		}
	})
}

// tiny is the header of a network without layers, of two pieces and width 1.
func tiny(vocabulary string) []byte {
	data := modeltest.Encode(&modelfile.File{
		Config: modelfile.Config{
			Width: 1, Heads: 1, HeadWidth: 1, Hidden: 1, Positions: 1, Epsilon: 1, Vocabulary: 2,
			Weights: modelfile.Int8, Normalization: modelfile.BertUncased,
		},
		Vocabulary:    []byte("a\nb\n"),
		Words:         modelfile.Embedding{W8: make([]int8, 64), Scale: make([]float32, 2)},
		Positions:     make([]float32, 32),
		EmbeddingNorm: modelfile.Norm{Gamma: make([]float32, 32), Beta: make([]float32, 32)},
	})
	header := data[64:][:binary.LittleEndian.Uint32(data[12:])]
	return bytes.Replace(header, []byte(`"shape":[4]`), fmt.Appendf(nil, `"shape":[%d]`, len(vocabulary)), 1)
}

// assemble puts the first 64 bytes before a header and tensors.
func assemble(header, tensors []byte) []byte {
	pad := func(b []byte) []byte { return append(b, make([]byte, -len(b)&63)...) }
	body := append(pad(bytes.Clone(header)), pad(bytes.Clone(tensors))...)
	data := append([]byte("quothnn\n"), 1, 0, 0, 0)
	data = binary.LittleEndian.AppendUint32(data, uint32(len(header)))
	data = binary.LittleEndian.AppendUint64(data, uint64(64+len(body)))
	return append(append(data, make([]byte, 40)...), body...)
}
