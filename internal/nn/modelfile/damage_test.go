package modelfile_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

// notes is room in the header for what a test puts into it.
var notes = strings.Repeat("n", 500)

// small is the file of a network without layers.
func small() []byte {
	return modeltest.Bytes(modelfile.Config{
		Notes: notes, Width: 8, Heads: 2, HeadWidth: 4, Hidden: 8, Positions: 2,
		Extras:  []modelfile.Extra{{Name: "shape", Count: 3}},
		Outputs: []modelfile.Output{{Name: "cue", Labels: []string{"O"}}},
	}, 1)
}

// fails checks that data gives one of some errors.
func fails(t *testing.T, what string, data []byte, wants ...error) {
	t.Helper()
	f, err := modelfile.Decode(data, modelfile.Options{})
	for _, want := range wants {
		if errors.Is(err, want) {
			return
		}
	}
	t.Errorf("%s: file %v, error %v; want one of %v", what, f != nil, err, wants)
}

func TestEachByteFlipped(t *testing.T) {
	data := small()
	for i := range data {
		for _, bit := range []byte{1, 0x80} {
			data[i] ^= bit
			want := []error{modelfile.ErrDamaged}
			switch {
			case i < 8:
				want = []error{modelfile.ErrFormat}
			case i < 12:
				want = []error{modelfile.ErrNewer, modelfile.ErrDamaged}
			}
			fails(t, fmt.Sprintf("byte %d", i), data, want...)
			data[i] ^= bit
		}
	}
}

func TestEachTruncation(t *testing.T) {
	data := small()
	for n := range data {
		want := modelfile.ErrDamaged
		if n < 8 {
			want = modelfile.ErrFormat
		}
		fails(t, fmt.Sprintf("%d bytes", n), data[:n], want)
	}
	_, err := modelfile.Decode(data[:640], modelfile.Options{})
	if want := fmt.Sprintf("it has 640 bytes, should have %d", len(data)); err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error %q, want one that ends with %q", err, want)
	}
	fails(t, "one byte more", append(small(), 0), modelfile.ErrDamaged)
}

func TestForeignFiles(t *testing.T) {
	for _, content := range []string{"", "q", "quothnn", "PK\x03\x04", "\x7fELF" + strings.Repeat("\x00", 100), "{}\n"} {
		fails(t, fmt.Sprintf("%.10q", content), []byte(content), modelfile.ErrFormat)
	}
	newer := small()
	newer[8] = 2
	fails(t, "version 2", newer, modelfile.ErrNewer)
	fails(t, "version 2, with nothing behind the first 64 bytes", newer[:64], modelfile.ErrNewer)
}

// remade replaces parts of a file's header, and mends length and hash. What the
// parts have more or less in length, the notes give.
func remade(t *testing.T, data []byte, replace ...string) []byte {
	t.Helper()
	n := int(binary.LittleEndian.Uint32(data[12:]))
	header := string(data[64:][:n])
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(header, replace[i]) {
			t.Fatalf("%s is not in the header", replace[i])
		}
		header = strings.Replace(header, replace[i], replace[i+1], 1)
	}
	short := n - len(header)
	if short < 0 {
		header = strings.Replace(header, notes, notes[-short:], 1)
	} else {
		header = strings.Replace(header, notes, notes+strings.Repeat("n", short), 1)
	}
	if len(header) != n {
		t.Fatalf("header has %d bytes, want %d", len(header), n)
	}
	out := bytes.Clone(data)
	copy(out[64:], header)
	sum := sha256.Sum256(out[64:])
	copy(out[32:], sum[:])
	return out
}

// TestWrongHeaders reads files that are whole, but say what can't be.
func TestWrongHeaders(t *testing.T) {
	type replacement = []string
	for want, r := range map[string]replacement{
		"width is 0, not within 1 and 65536":                                    {`"width":8`, `"width":0`},
		"width is -8, not within 1 and 65536":                                   {`"width":8`, `"width":-8`},
		"width is 2147483647, not within 1 and 65536":                           {`"width":8`, `"width":2147483647`},
		"layers is 1000000, not within 0 and 1024":                              {`"layers":0`, `"layers":1000000`},
		"positions is 1073741824, not within 1 and 1048576":                     {`"positions":2`, `"positions":1073741824`},
		`count of extra "shape" is 257, not within 1 and 256`:                   {`"count":3`, `"count":257`},
		`number of labels of output "cue" is 0, not within 1 and 4096`:          {`["O"]`, `[]`},
		`weights "int4" are neither "int8" nor "fp32"`:                          {`"int8"`, `"int4"`},
		`normalization "none" is not known`:                                     {`bert-uncased`, `none`},
		"epsilon is 0":                                                          {`"epsilon":1e-12`, `"epsilon":0`},
		"it has 9 tensors, should have 37":                                      {`"layers":0`, `"layers":1`},
		"it has 9 tensors, should have 8":                                       {`"weights":"int8"`, `"weights":"fp32"`},
		"tensor positions is missing":                                           {`"name":"positions"`, `"name":"places"`},
		"tensor positions is there twice":                                       {`"name":"extra.0"`, `"name":"positions"`},
		"tensor positions has type int32, should have float32":                  {`"name":"positions","type":"float32"`, `"name":"positions","type":"int32"`},
		`tensor positions has type "float16"`:                                   {`"name":"positions","type":"float32"`, `"name":"positions","type":"float16"`},
		"tensor positions has shape [1 64], should have [2 32]":                 {`"shape":[2,32]`, `"shape":[1,64]`},
		"tensor positions has shape [64], should have [2 32]":                   {`"shape":[2,32]`, `"shape":[64]`},
		"tensor positions of shape [2 0] does not fit into the file":            {`"shape":[2,32]`, `"shape":[2,0]`},
		"tensor positions of shape [-2 -32] does not fit into the file":         {`"shape":[2,32]`, `"shape":[-2,-32]`},
		"tensor positions of shape [65536 65536] does not fit into the file":    {`"shape":[2,32]`, `"shape":[65536,65536]`},
		"tensor words is at 64, should be at 1792":                              {`"shape":[59,32],"offset":1792`, `"shape":[59,32],"offset":64`},
		"the vocabulary has 59 lines, should have 60":                           {`"vocabulary":59`, `"vocabulary":60`, `[59,32]`, `[60,32]`, `[59]`, `[60]`},
		"its header is not JSON of the right form: json: cannot unmarshal":      {`"width":8`, `"width":"8"`},
		"its header is not JSON of the right form: invalid character 'n' after": {`}]}`, `}]}n`},
	} {
		_, err := modelfile.Decode(remade(t, small(), r...), modelfile.Options{})
		if !errors.Is(err, modelfile.ErrInvalid) && !errors.Is(err, modelfile.ErrDamaged) {
			t.Errorf("%v: error %v", r, err)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %q, want %q in it", r, err, want)
		}
	}
}

// TestUnknownFields reads a file of a later program that says more.
func TestUnknownFields(t *testing.T) {
	f := decode(t, remade(t, small(), `"layers":0`, `"later":{"a":[1]},"layers":0`))
	if f.Width != 8 {
		t.Errorf("width %d, want 8", f.Width)
	}
}

// TestSkipHash reads data whose hash is not looked at.
func TestSkipHash(t *testing.T) {
	data := small()
	data[len(data)-1] ^= 1
	data[40] ^= 1
	if _, err := modelfile.Decode(data, modelfile.Options{SkipHash: true}); err != nil {
		t.Error(err)
	}
}

// FuzzDecode gets a header, and a vocabulary and the number of blocks of 64 bytes
// behind it, so that it need not find the sizes in the first 64 bytes.
func FuzzDecode(f *testing.F) {
	const blocks = 9 // one each for pieces, words, scales; two each for positions, gamma, beta
	whole := append([]byte("a\nb\n"), make([]byte, 64*blocks-4)...)
	if _, err := modelfile.Decode(assemble(tiny("a\nb\n"), whole), modelfile.Options{SkipHash: true}); err != nil {
		f.Fatal(err)
	}
	f.Add(tiny("a\nb\n"), "a\nb\n", uint16(blocks))
	f.Add(tiny("a\nb"), "a\nb", uint16(blocks))
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
		decode(t, modeltest.Encode(file))
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
