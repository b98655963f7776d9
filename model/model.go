// Package model holds the trained network that quoth reads with. docs/model.md
// says what it is trained on, how well it does and what it must not be used for.
package model

import (
	_ "embed"
	"fmt"

	"quoth/internal/nn/modelfile"
)

//go:embed quoth.qnn
var data []byte

// Open gives the network. It needs no closing. Where the linker has put the data at
// no multiple of 64 bytes, they are copied, which takes about 10 ms.
func Open() (*modelfile.File, error) {
	// The hash is that of the file in the repository, which TestModel checks.
	f, err := modelfile.Decode(data, modelfile.Options{SkipHash: true})
	if err != nil {
		return nil, fmt.Errorf("open the model inside: %w", err)
	}
	return f, nil
}
