package modelfile

import (
	"fmt"
	"math"
)

// The ways in which weights are stored.
const (
	Int8 = "int8"
	FP32 = "fp32"
)

// BertUncased is the normalization of text that BERT's uncased vocabularies need.
const BertUncased = "bert-uncased"

// Config is what the header says of a network. Sizes are those of the network,
// without padding.
type Config struct {
	Name    string `json:"name"`
	Origin  string `json:"origin"`
	License string `json:"license"`
	Notes   string `json:"notes"`

	Layers    int     `json:"layers"`
	Width     int     `json:"width"` // numbers in a hidden state
	Heads     int     `json:"heads"` // attention heads of a layer
	HeadWidth int     `json:"head_width"`
	Hidden    int     `json:"hidden"`    // numbers in the inner layer of a feed-forward network
	Positions int     `json:"positions"` // pieces in the longest sequence
	Epsilon   float32 `json:"epsilon"`   // of layer normalisation
	Weights   string  `json:"weights"`   // Int8 or FP32

	Normalization string   `json:"normalization"`
	Extras        []Extra  `json:"extras"`
	Outputs       []Output `json:"outputs"`
	Vocabulary    int      `json:"vocabulary"` // number of pieces
}

// Extra is an input besides the pieces: a number below Count for every piece,
// whose embedding is added to that of the piece.
type Extra struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Output is a head of the network: a score for each label, for every piece.
type Output struct {
	Name   string   `json:"name"`
	Labels []string `json:"labels"`
}

// PaddedWidth is the length of a hidden state in memory.
func (c *Config) PaddedWidth() int { return ceil(c.Width, 32) }

// PaddedHead is the length of one head's query, key or value in memory.
func (c *Config) PaddedHead() int { return ceil(c.HeadWidth, 32) }

// PaddedContext is the length of all heads' values in memory.
func (c *Config) PaddedContext() int { return c.Heads * c.PaddedHead() }

// PaddedHidden is the length of the inner layer in memory.
func (c *Config) PaddedHidden() int { return ceil(c.Hidden, 32) }

// ceil rounds n up to a multiple of m.
func ceil(n, m int) int { return (n + m - 1) / m * m }

// limit is the range of a number of the header. The upper ends are far above any
// network of this kind; they keep products of sizes far below 2⁶³.
type limit struct {
	name             string
	value, low, high int
}

// maxInputs is the largest number of inputs of a linear layer. An 8-bit product of
// so many stays below 2³¹: 2¹⁸·(127-64)·128, less the zero point.
const maxInputs = 1 << 18

// check says what is wrong with a config: ErrInvalid.
func (c *Config) check() error {
	limits := []limit{
		{"layers", c.Layers, 0, 1 << 10},
		{"width", c.Width, 1, 1 << 16},
		{"heads", c.Heads, 1, 1 << 10},
		{"head_width", c.HeadWidth, 1, 1 << 10},
		{"hidden", c.Hidden, 1, maxInputs},
		{"positions", c.Positions, 1, 1 << 20},
		{"vocabulary", c.Vocabulary, 1, 1 << 24},
		{"heads times padded head_width", c.PaddedContext(), 1, maxInputs},
	}
	for _, e := range c.Extras {
		limits = append(limits, limit{fmt.Sprintf("count of extra %.60q", e.Name), e.Count, 1, 256})
	}
	for _, o := range c.Outputs {
		limits = append(limits, limit{fmt.Sprintf("number of labels of output %.60q", o.Name), len(o.Labels), 1, 1 << 12})
	}
	for _, l := range limits {
		if l.value < l.low || l.value > l.high {
			return fmt.Errorf("%w: %s is %d, not within %d and %d", ErrInvalid, l.name, l.value, l.low, l.high)
		}
	}
	if c.Weights != Int8 && c.Weights != FP32 {
		return fmt.Errorf("%w: weights %.60q are neither %q nor %q", ErrInvalid, c.Weights, Int8, FP32)
	}
	if c.Normalization != BertUncased {
		return fmt.Errorf("%w: normalization %.60q is not known", ErrInvalid, c.Normalization)
	}
	if e := float64(c.Epsilon); !(e > 0) || math.IsInf(e, 0) {
		return fmt.Errorf("%w: epsilon is %v", ErrInvalid, e)
	}
	return nil
}
