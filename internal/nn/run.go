package nn

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// batchRows is the number of word pieces that go through the layers together,
// if sequences are not longer: enough to read the weights seldom, few enough
// that what stands between two steps stays in the second-level cache.
const batchRows = 256

// RunOptions choose what Run gives and how.
type RunOptions struct {
	// Hidden asks for the last hidden states.
	Hidden bool
	// Workers is the number of goroutines that share the sequences; 0 is one.
	Workers int
}

// Run gives a result for each sequence, in their order. A sequence that does
// not fit the model is an error, ErrSequence, before any is run.
func (m *Model) Run(sequences []Sequence, opts RunOptions) ([]Result, error) {
	for i, s := range sequences {
		if err := m.check(s); err != nil {
			return nil, fmt.Errorf("run sequence %d: %w", i, err)
		}
	}
	results := make([]Result, len(sequences))
	workers := max(1, opts.Workers)
	batches := pack(sequences, workers)
	var next atomic.Int64
	work := func() {
		e := m.encoder()
		defer m.release(e)
		for {
			i := int(next.Add(1)) - 1
			if i >= len(batches) {
				return
			}
			e.run(sequences, batches[i], opts.Hidden, results)
		}
	}
	var others sync.WaitGroup
	for range min(workers, len(batches)) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	return results, nil
}

// pack puts sequences of like length together into batches of about batchRows
// pieces, the longest first, so that every worker has some and the last ones to
// finish are short. The numbers are places in sequences.
func pack(sequences []Sequence, workers int) [][]int {
	order := make([]int, 0, len(sequences))
	total := 0
	for i, s := range sequences {
		if len(s.Pieces) > 0 {
			order = append(order, i)
			total += len(s.Pieces)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(len(sequences[b].Pieces), len(sequences[a].Pieces))
	})
	limit := min(batchRows, (total+workers-1)/workers)
	var batches [][]int
	for len(order) > 0 {
		n, rows := 0, 0
		for n < len(order) && (n == 0 || rows+len(sequences[order[n]].Pieces) <= limit) {
			rows += len(sequences[order[n]].Pieces)
			n++
		}
		batches = append(batches, order[:n])
		order = order[n:]
	}
	return batches
}

// encoder takes an encoder that rests, or makes one.
func (m *Model) encoder() *encoder {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if n := len(m.idle); n > 0 {
		e := m.idle[n-1]
		m.idle = m.idle[:n-1]
		return e
	}
	return &encoder{model: m, kernel: &m.kernel}
}

// release lays an encoder down for the next call.
func (m *Model) release(e *encoder) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.idle = append(m.idle, e)
}
