package main

import (
	"bytes"
	"os"
	"testing"
)

// TestWritten: the assembly in the repository is what this program writes.
func TestWritten(t *testing.T) {
	want, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../amx/amx_amd64.s")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("amx_amd64.s is not what the generator writes: run go generate in internal/nn/kernel")
	}
}
