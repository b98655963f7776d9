// Command bench runs a model file on sequences of word pieces and says how fast
// it was, or writes what the model computed. train/bench.py, which compares it
// with ONNX Runtime, calls it.
//
// Usage:
//
//	bench -model FILE [-kernel NAME] [-workers N] [-seconds S] < cases.json
//	bench -model FILE [-kernel NAME] -cpuprofile FILE < cases.json
//	bench -model FILE [-kernel NAME] -hidden < cases.json > hidden.f32
//
// The cases are {"cases": [{"name": …, "sequences": [[piece, …], …]}, …]}.
// Without -hidden there is one line of JSON for each case; with it, the last
// hidden states of all sequences of all cases as little-endian 32-bit numbers.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"time"

	"quoth/internal/nn"
	"quoth/internal/nn/modelfile"
)

type testCase struct {
	Name      string    `json:"name"`
	Sequences [][]int32 `json:"sequences"`
}

// timing is a line of output.
type timing struct {
	Name            string  `json:"name"`
	Weights         string  `json:"weights"`
	Kernel          string  `json:"kernel"`
	Workers         int     `json:"workers"`
	Pieces          int     `json:"pieces"`
	Seconds         float64 `json:"seconds"` // of the fastest run
	PiecesPerSecond float64 `json:"pieces_per_second"`
	Ready           float64 `json:"ready_seconds"` // open the file and prepare it
}

type options struct {
	model, kernel string
	workers       int
	seconds       float64
	hidden        bool
	profile       string
}

func main() {
	var o options
	flag.StringVar(&o.model, "model", "", "model file")
	flag.StringVar(&o.kernel, "kernel", os.Getenv("QUOTH_KERNEL"), "set of kernels; the fastest if empty")
	flag.IntVar(&o.workers, "workers", 1, "goroutines that share the sequences")
	flag.Float64Var(&o.seconds, "seconds", 1, "time for each case")
	flag.BoolVar(&o.hidden, "hidden", false, "write the last hidden states")
	flag.StringVar(&o.profile, "cpuprofile", "", "write a profile to this file")
	flag.Parse()
	if err := run(os.Stdin, os.Stdout, o); err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer, o options) error {
	var input struct {
		Cases []testCase `json:"cases"`
	}
	if err := json.NewDecoder(in).Decode(&input); err != nil {
		return fmt.Errorf("read cases: %w", err)
	}
	start := time.Now()
	file, err := modelfile.Open(o.model)
	if err != nil {
		return err
	}
	defer file.Close()
	model, err := nn.New(file, nn.Options{Kernel: o.kernel})
	if err != nil {
		return err
	}
	ready := time.Since(start).Seconds()
	if o.profile != "" {
		f, err := os.Create(o.profile)
		if err != nil {
			return fmt.Errorf("create profile: %w", err)
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return fmt.Errorf("start profile: %w", err)
		}
		defer pprof.StopCPUProfile()
	}
	buffered := bufio.NewWriter(out)
	for _, c := range input.Cases {
		sequences := make([]nn.Sequence, len(c.Sequences))
		for i, pieces := range c.Sequences {
			sequences[i].Pieces = pieces
		}
		if o.hidden {
			err = writeHidden(buffered, model, sequences)
		} else {
			t := timing{Name: c.Name, Weights: file.Weights, Kernel: model.Kernel(), Workers: o.workers, Ready: ready}
			err = t.measure(model, sequences, o.seconds)
			if err == nil {
				err = json.NewEncoder(buffered).Encode(t)
			}
		}
		if err != nil {
			return fmt.Errorf("case %s: %w", c.Name, err)
		}
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write results: %w", err)
	}
	return nil
}

// measure runs the sequences until the time is over, three times at least, and
// keeps the fastest run.
func (t *timing) measure(model *nn.Model, sequences []nn.Sequence, seconds float64) error {
	for _, s := range sequences {
		t.Pieces += len(s.Pieces)
	}
	begin := time.Now()
	for runs := 0; runs < 3 || time.Since(begin).Seconds() < seconds; runs++ {
		start := time.Now()
		if _, err := model.Run(sequences, nn.RunOptions{Workers: t.Workers}); err != nil {
			return err
		}
		if took := time.Since(start).Seconds(); runs == 0 || took < t.Seconds {
			t.Seconds = took
		}
	}
	t.PiecesPerSecond = float64(t.Pieces) / t.Seconds
	return nil
}

func writeHidden(out io.Writer, model *nn.Model, sequences []nn.Sequence) error {
	results, err := model.Run(sequences, nn.RunOptions{Hidden: true})
	if err != nil {
		return err
	}
	for _, r := range results {
		if err := binary.Write(out, binary.LittleEndian, r.Hidden); err != nil {
			return fmt.Errorf("write hidden states: %w", err)
		}
	}
	return nil
}
