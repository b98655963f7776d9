// Package encodetest makes small networks that read articles, for tests: they say
// at random what is a source, a cue or a content, and much faster than a trained one.
package encodetest

import (
	"quoth/internal/encode"
	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

// Config has the inputs and outputs that encode.New asks for.
func Config() modelfile.Config {
	c := modelfile.Config{Layers: 1, Positions: 256, Outputs: encode.Outputs()}
	names, counts := encode.ExtraNames(), encode.ExtraCounts()
	for i, name := range names {
		c.Extras = append(c.Extras, modelfile.Extra{Name: name, Count: counts[i]})
	}
	return c
}

// Model is a network of random weights: the same for the same seed.
func Model(seed uint64) *modelfile.File { return modeltest.Random(Config(), seed) }

// Bytes is Model as a file.
func Bytes(seed uint64) []byte { return modeltest.Bytes(Config(), seed) }
