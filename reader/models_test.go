package reader_test

import (
	"os"
	"path/filepath"
	"testing"

	"quoth/internal/encode/encodetest"
	"quoth/reader"
)

// open prepares a reader that the test closes.
func open(t testing.TB, opts reader.Options) *reader.Reader {
	t.Helper()
	rd, err := reader.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rd.Close() })
	return rd
}

// smallModel writes a model of random weights: it finds more, and stranger,
// attributions than a trained one, and is fast.
func smallModel(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "small.qnn")
	if err := os.WriteFile(path, encodetest.Bytes(1), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
