// Package nn runs a transformer encoder (Vaswani et al., "Attention Is All You
// Need", 2017; Devlin et al., "BERT", 2019): numbers of word pieces in, hidden
// states and scores out. It knows nothing of what the scores mean.
//
// Word pieces come from package wordpiece, weights from package modelfile,
// arithmetic from package kernel. The results do not depend on the kernel, on
// the other sequences of a call or on the number of workers: they have the same
// bits everywhere.
package nn

import (
	"errors"
	"fmt"
	"sync"

	"quoth/internal/nn/kernel"
	"quoth/internal/nn/modelfile"
)

// ErrSequence is what a sequence that the model can't take gives.
var ErrSequence = errors.New("sequence does not fit the model")

// Options choose how a model runs.
type Options struct {
	// Kernel is the name of a set of kernels; "" is the fastest of this machine.
	Kernel string
}

// Model is a network that is ready to run. It may be used by several goroutines
// at once.
type Model struct {
	file   *modelfile.File
	kernel kernel.Set
	one    []float32 // 1 for each column of a hidden state, 0 for padding

	mutex sync.Mutex
	idle  []*encoder // with buffers of earlier calls
}

// New prepares a model. The file has to stay open as long as the model is used.
func New(file *modelfile.File, opts Options) (*Model, error) {
	set, err := kernel.Choose(opts.Kernel)
	if err != nil {
		return nil, fmt.Errorf("prepare model: %w", err)
	}
	one := make([]float32, file.PaddedWidth())
	for i := range file.Width {
		one[i] = 1
	}
	return &Model{file: file, kernel: set, one: one}, nil
}

// Kernel names the set of kernels that the model runs on.
func (m *Model) Kernel() string { return m.kernel.Name }

// Sequence is one input.
type Sequence struct {
	// Pieces are word pieces by their place in the vocabulary; at most as many
	// as the model has positions.
	Pieces []int32
	// Extras has, for each extra input of the model, a number for every piece;
	// nil stands for zeros.
	Extras [][]uint8
}

// Result is what the model says of one sequence.
type Result struct {
	// Hidden is the last hidden state, [pieces][width]. Only if asked for.
	Hidden []float32
	// Scores has, for each output of the model, [pieces][labels] numbers before
	// any softmax (logits).
	Scores [][]float32
}

// check says why a sequence can't be run.
func (m *Model) check(s Sequence) error {
	c := &m.file.Config
	if len(s.Pieces) > c.Positions {
		return fmt.Errorf("%w: %d pieces, at most %d", ErrSequence, len(s.Pieces), c.Positions)
	}
	for _, id := range s.Pieces {
		if id < 0 || int(id) >= c.Vocabulary {
			return fmt.Errorf("%w: piece %d of a vocabulary of %d", ErrSequence, id, c.Vocabulary)
		}
	}
	if s.Extras != nil && len(s.Extras) != len(c.Extras) {
		return fmt.Errorf("%w: %d extra inputs, want %d", ErrSequence, len(s.Extras), len(c.Extras))
	}
	for i, extra := range s.Extras {
		if len(extra) != len(s.Pieces) {
			return fmt.Errorf("%w: %d numbers of %s for %d pieces", ErrSequence, len(extra), c.Extras[i].Name, len(s.Pieces))
		}
		for _, v := range extra {
			if int(v) >= c.Extras[i].Count {
				return fmt.Errorf("%w: %s %d, there are %d", ErrSequence, c.Extras[i].Name, v, c.Extras[i].Count)
			}
		}
	}
	return nil
}
