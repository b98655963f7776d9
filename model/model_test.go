package model

import (
	"testing"

	"quoth/internal/encode"
	"quoth/internal/nn"
	"quoth/internal/nn/modelfile"
)

// TestModel checks what Open leaves out, the hash, and that the network reads
// attributions.
func TestModel(t *testing.T) {
	if _, err := modelfile.Decode(data, modelfile.Options{}); err != nil {
		t.Fatal(err)
	}
	file, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	if file.Name == "" {
		t.Error("the network has no name")
	}
	if _, err := encode.New(file, nn.Options{}); err != nil {
		t.Error(err)
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		file, err := Open()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := encode.New(file, nn.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
