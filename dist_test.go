package quoth_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestCrossCompile builds the command for other machines, without cgo, and looks
// at the first bytes of what came out.
func TestCrossCompile(t *testing.T) {
	if testing.Short() {
		t.Skip("cross-compilation takes long")
	}
	for _, c := range []struct {
		os, arch string
		magic    []byte
	}{
		{"linux", "arm64", []byte("\x7fELF")},
		{"darwin", "arm64", []byte{0xcf, 0xfa, 0xed, 0xfe}}, // Mach-O, 64 bits
		{"windows", "amd64", []byte("MZ")},
	} {
		t.Run(c.os+"-"+c.arch, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "quoth")
			cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", out, "./cmd/quoth")
			cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+c.os, "GOARCH="+c.arch, "GOFLAGS=")
			if msg, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("build: %v\n%s", err, msg)
			}
			data, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(data, c.magic) {
				t.Errorf("%s/%s: file starts with % x, want % x", c.os, c.arch, data[:4], c.magic)
			}
		})
	}
}
