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
	for _, content := range []string{"", "q", "quothnn", "PK\x03\x04", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "\x7fELF" + strings.Repeat("\x00", 100), "{}\n"} {
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
	return rehashed(out)
}

// rehashed mends the hash of a file.
func rehashed(data []byte) []byte {
	sum := sha256.Sum256(data[64:])
	copy(data[32:], sum[:])
	return data
}

// TestWrongStart reads files whose first 64 bytes promise what is not there.
func TestWrongStart(t *testing.T) {
	n := binary.LittleEndian.Uint32(small()[12:])
	size := uint64(len(small()))
	for want, spoil := range map[string]func([]byte) []byte{
		"version 0": func(d []byte) []byte { d[8] = 0; return d },
		"its header would have 1048577 bytes": func(d []byte) []byte {
			d = append(d, make([]byte, 1<<20+64)...)
			binary.LittleEndian.PutUint64(d[16:], uint64(len(d)))
			return withHeaderLength(d, 1<<20+1)
		},
		"its header would have 4294967295 bytes":                         func(d []byte) []byte { return withHeaderLength(d, 1<<32-1) },
		fmt.Sprintf("its header would have %d bytes", size-63):           func(d []byte) []byte { return withHeaderLength(d, uint32(size-63)) },
		"its header is not JSON of the right form: unexpected end":       func(d []byte) []byte { return withHeaderLength(d, 0) },
		"its header is not JSON of the right form: invalid character":    func(d []byte) []byte { return withHeaderLength(d, uint32(size-64)) },
		"there is something behind its header":                           func(d []byte) []byte { return withHeaderLength(d, n-1) },
		"its first 64 bytes are wrong":                                   func(d []byte) []byte { d[31] = 1; return d },
		fmt.Sprintf("it has %d bytes, should have %d", size-64, size):    func(d []byte) []byte { return d[:size-64] },
		fmt.Sprintf("it has %d bytes, should have %d", size, 1<<63+size): func(d []byte) []byte { d[23] = 0x80; return d },
		"it has 63 bytes, should have 64 and more":                       func(d []byte) []byte { return d[:63] },
	} {
		data := spoil(small())
		if len(data) > 64 {
			data = rehashed(data)
		}
		_, err := modelfile.Decode(data, modelfile.Options{})
		if !errors.Is(err, modelfile.ErrDamaged) || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func withHeaderLength(data []byte, n uint32) []byte {
	binary.LittleEndian.PutUint32(data[12:], n)
	return data
}

// TestWrongHeaders reads files that are whole, but say what can't be.
func TestWrongHeaders(t *testing.T) {
	type replacement = []string
	for want, r := range map[string]replacement{
		"width is 0, not within 1 and 65536":                                {`"width":8`, `"width":0`},
		"width is -8, not within 1 and 65536":                               {`"width":8`, `"width":-8`},
		"width is 2147483647, not within 1 and 65536":                       {`"width":8`, `"width":2147483647`},
		"layers is 1000000, not within 0 and 1024":                          {`"layers":0`, `"layers":1000000`},
		"positions is 1073741824, not within 1 and 1048576":                 {`"positions":2`, `"positions":1073741824`},
		`count of extra "shape" is 257, not within 1 and 256`:               {`"count":3`, `"count":257`},
		`number of labels of output "cue" is 0, not within 1 and 4096`:      {`["O"]`, `[]`},
		`weights "int4" are neither "int8" nor "fp32"`:                      {`"int8"`, `"int4"`},
		`normalization "none" is not known`:                                 {`bert-uncased`, `none`},
		"epsilon is 0":                                                      {`"epsilon":1e-12`, `"epsilon":0`},
		"layers is -1, not within 0 and 1024":                               {`"layers":0`, `"layers":0,"layers":-1`},
		"heads times padded head_width is 1048576, not within 1 and 262144": {`"heads":2,"head_width":4`, `"heads":1024,"head_width":1024`},
		"epsilon is -1":                                                         {`"epsilon":1e-12`, `"epsilon":-1`},
		"number 1e39 into Go struct":                                            {`"epsilon":1e-12`, `"epsilon":1e39`},
		"number 99999999999999999999 into Go struct":                            {`"width":8`, `"width":99999999999999999999`},
		"number 8.5 into Go struct":                                             {`"width":8`, `"width":8.5`},
		"it has 9 tensors, should have 37":                                      {`"layers":0`, `"layers":1`},
		"it has 9 tensors, should have 8":                                       {`"weights":"int8"`, `"weights":"fp32"`},
		"tensor positions is missing":                                           {`"name":"positions"`, `"name":"places"`},
		`tensor "positions" is there twice`:                                     {`"name":"extra.0"`, `"name":"positions"`},
		"tensor positions has type int32, should have float32":                  {`"name":"positions","type":"float32"`, `"name":"positions","type":"int32"`},
		`tensor "positions" has 5 dimensions`:                                   {`"shape":[2,32]`, `"shape":[2,32,1,1,1]`},
		`tensor "places\nthere" has type ""`:                                    {`"name":"positions","type":"float32"`, `"name":"places\nthere","type":""`},
		`tensor "" is at 0, should be at`:                                       {`{"name":"positions"`, `null,{"name":"positions"`},
		`tensor "positions" is at -64, should be at`:                            {`"shape":[2,32],"offset":`, `"shape":[2,32],"offset":-64,"was":`},
		"the last tensor ends at":                                               {`"name":"head.0.bias","type":"float32","shape":[32]`, `"name":"head.0.bias","type":"float32","shape":[16]`},
		`tensor "positions" has type "float16"`:                                 {`"name":"positions","type":"float32"`, `"name":"positions","type":"float16"`},
		"tensor positions has shape [1 64], should have [2 32]":                 {`"shape":[2,32]`, `"shape":[1,64]`},
		"tensor positions has shape [64], should have [2 32]":                   {`"shape":[2,32]`, `"shape":[64]`},
		`tensor "positions" of shape [2 0] does not fit into the file`:          {`"shape":[2,32]`, `"shape":[2,0]`},
		`tensor "positions" of shape [-2 -32] does not fit into the file`:       {`"shape":[2,32]`, `"shape":[-2,-32]`},
		`tensor "positions" of shape [65536 65536] does not fit into the file`:  {`"shape":[2,32]`, `"shape":[65536,65536]`},
		`tensor "words" is at 64, should be at 1792`:                            {`"shape":[59,32],"offset":1792`, `"shape":[59,32],"offset":64`},
		"the vocabulary has 59 lines, should have 60":                           {`"vocabulary":59`, `"vocabulary":60`, `[59,32]`, `[60,32]`, `[59]`, `[60]`},
		"its header is not JSON of the right form: json: cannot unmarshal":      {`"width":8`, `"width":"8"`},
		"its header is not JSON of the right form: invalid character 'n' after": {`}]}`, `}]}n`},
	} {
		_, err := modelfile.Decode(remade(t, small(), r...), modelfile.Options{})
		if !errors.Is(err, modelfile.ErrInvalid) && !errors.Is(err, modelfile.ErrDamaged) {
			t.Errorf("%v: error %v", r, err)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %q, want %q in it", r, err, want)
		} else if strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: error %q has more than one line", r, err)
		}
	}
}

// TestUnknownFields reads a file of a later program that says more.
func TestUnknownFields(t *testing.T) {
	f := decode(t, remade(t, small(),
		`"layers":0`, `"later":{"a":[1]},"layers":0`,
		`"name":"positions"`, `"later":null,"name":"positions"`,
		`"name":"shape"`, `"later":"x","name":"shape"`,
	))
	if f.Width != 8 || len(f.Positions) != 2*32 || f.Extras[0].Name != "shape" {
		t.Errorf("width %d, %d numbers of positions, extras %v", f.Width, len(f.Positions), f.Extras)
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
