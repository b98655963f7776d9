package modelfile_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

// odd is a network whose sizes are no multiples of what they are padded to.
func odd(weights string) modelfile.Config {
	return modelfile.Config{
		Name: "odd <&>", Origin: "näher", License: "CC0", Layers: 2, Width: 40, Heads: 3, HeadWidth: 12, Hidden: 70,
		Positions: 9, Weights: weights,
		Extras:  []modelfile.Extra{{Name: "shape", Count: 7}, {Name: "paragraph", Count: 2}},
		Outputs: []modelfile.Output{{Name: "cue", Labels: []string{"O", "B", "I"}}},
	}
}

func decode(t *testing.T, data []byte) *modelfile.File {
	t.Helper()
	f, err := modelfile.Decode(data, modelfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestRoundTrip(t *testing.T) {
	for _, weights := range []string{modelfile.Int8, modelfile.FP32} {
		want := modeltest.Random(odd(weights), 1)
		data := modeltest.Encode(want)
		got := decode(t, data)
		if got.Size != int64(len(data)) || len(got.Hash) != 64 {
			t.Errorf("%s: size %d and hash %q of %d bytes", weights, got.Size, got.Hash, len(data))
		}
		want.Size, want.Hash = got.Size, got.Hash
		if diff := cmp.Diff(want, got, cmp.FilterPath(unexported, cmp.Ignore())); diff != "" {
			t.Errorf("%s: (-written +read)\n%s", weights, diff)
		}
		if again := modeltest.Encode(got); !bytes.Equal(again, data) {
			t.Errorf("%s: written again, it is another file", weights)
		}
	}
}

// unexported tells the fields that only the package sees.
func unexported(p cmp.Path) bool {
	field, ok := p.Last().(cmp.StructField)
	return ok && strings.ToUpper(field.Name()[:1]) != field.Name()[:1]
}

// TestShapes holds the padded sizes of the format against numbers worked out by hand.
func TestShapes(t *testing.T) {
	f := modeltest.Random(odd(modelfile.Int8), 1)
	l := f.Layers[1]
	for _, c := range []struct {
		name      string
		linear    modelfile.Linear
		in, out   int
		int8Bytes int
	}{
		{"qkv", l.QKV, 64, 3 * 3 * 32, 64 * 288},
		{"output", l.Output, 128, 64, 128 * 64},
		{"up", l.Up, 64, 96, 64 * 96},
		{"down", l.Down, 128, 64, 128 * 64},
		{"head", f.Heads[0], 64, 32, 0},
	} {
		if c.linear.In != c.in || c.linear.Out != c.out || len(c.linear.W8) != c.int8Bytes {
			t.Errorf("%s: in %d, out %d, %d bytes; want %d, %d, %d",
				c.name, c.linear.In, c.linear.Out, len(c.linear.W8), c.in, c.out, c.int8Bytes)
		}
	}
	if got := len(f.ExtraTables[0]); got != 7*64 {
		t.Errorf("table of the first extra has %d numbers, want %d", got, 7*64)
	}
	if f = modeltest.Random(odd(modelfile.FP32), 1); f.Layers[0].Down.In != 96 {
		t.Errorf("down takes %d numbers in fp32, want 96", f.Layers[0].Down.In)
	}
}

// TestEncodeIncomplete checks that a network that lacks something is not written.
func TestEncodeIncomplete(t *testing.T) {
	for name, spoil := range map[string]func(*modelfile.File){
		"short tensor":  func(f *modelfile.File) { f.Positions = f.Positions[1:] },
		"missing layer": func(f *modelfile.File) { f.Layers = f.Layers[1:] },
		"vocabulary":    func(f *modelfile.File) { f.Vocabulary = append(f.Vocabulary, "more\n"...) },
		"config":        func(f *modelfile.File) { f.Heads, f.Config.Heads = nil, 0 },
		"weights":       func(f *modelfile.File) { f.Weights = modelfile.FP32 },
	} {
		f := modeltest.Random(odd(modelfile.Int8), 1)
		spoil(f)
		var b bytes.Buffer
		if err := modelfile.Encode(&b, f); !errors.Is(err, modelfile.ErrInvalid) || b.Len() > 0 {
			t.Errorf("%s: error %v and %d bytes", name, err, b.Len())
		}
	}
}

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model.qnn")
	data := modeltest.Bytes(odd(modelfile.Int8), 1)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := modelfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(modeltest.Encode(f), data) {
		t.Error("the file that was opened is another one")
	}
	for range 2 {
		if err := f.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
}

func TestOpenFails(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for path, want := range map[string]error{
		filepath.Join(dir, "missing"): fs.ErrNotExist,
		write("empty", ""):            modelfile.ErrFormat,
		write("text", "ferry\n"):      modelfile.ErrFormat,
	} {
		if _, err := modelfile.Open(path); !errors.Is(err, want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	if _, err := modelfile.Open(dir); err == nil {
		t.Error("a folder could be opened")
	}
}

// TestUnaligned reads from bytes that do not begin where vectors like it.
func TestUnaligned(t *testing.T) {
	data := modeltest.Bytes(odd(modelfile.FP32), 1)
	for skip := range 5 {
		shifted := append(make([]byte, skip), data...)[skip:]
		if again := modeltest.Encode(decode(t, shifted)); !bytes.Equal(again, data) {
			t.Errorf("%d bytes further: another file", skip)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "model.qnn")
	data := modeltest.Bytes(modelfile.Config{Layers: 12, Width: 384, Heads: 12, Positions: 512}, 1)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		f, err := modelfile.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}
