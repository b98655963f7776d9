package main

import (
	"bytes"
	"os"
	"testing"
)

// TestWritten: the assembly in the repository is what this program writes.
func TestWritten(t *testing.T) {
	got, err := os.ReadFile("../../neon/neon_arm64.s")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, kernels()) {
		t.Error("neon_arm64.s is not what the generator writes: run go generate in internal/nn/kernel")
	}
}

// TestWords: the codes are those of GNU as 2.40 for the same instructions.
func TestWords(t *testing.T) {
	a := &assembler{}
	for want, write := range map[string]func(){
		"4e3fd441 // FADD V1.4S, V2.4S, V31.4S":       func() { a.fadd(1, 2, 31) },
		"4ea4d63e // FSUB V30.4S, V17.4S, V4.4S":      func() { a.fsub(30, 17, 4) },
		"6e27dcc5 // FMUL V5.4S, V6.4S, V7.4S":        func() { a.fmul(5, 6, 7) },
		"4e30f708 // FMAX V8.4S, V24.4S, V16.4S":      func() { a.fmax(8, 24, 16) },
		"4ea1f510 // FMIN V16.4S, V8.4S, V1.4S":       func() { a.fmin(16, 8, 1) },
		"4ea0fb83 // FABS V3.4S, V28.4S":              func() { a.fabs(3, 28) },
		"4e21a993 // FCVTNS V19.4S, V12.4S":           func() { a.fcvtns(19, 12) },
		"4e21d817 // SCVTF V23.4S, V0.4S":             func() { a.scvtf(23, 0) },
		"6e30fa30 // FMAXV S16, V17.4S":               func() { a.fmaxv(16, 17) },
		"7e30dac9 // FADDP S9, V22.2S":                func() { a.faddp(9, 22) },
		"4fbd1bd7 // FMLA V23.4S, V30.4S, V29.S[3]":   func() { a.fmlaLane(23, 30, 29, 3) },
		"4f905841 // FMLS V1.4S, V2.4S, V16.S[2]":     func() { a.fmlsLane(1, 2, 16, 2) },
		"4fa391ff // FMUL V31.4S, V15.4S, V3.S[1]":    func() { a.fmulLane(31, 15, 3, 1) },
		"4f98e3e0 // SDOT V0.4S, V31.16B, V24.4B[0]":  func() { a.sdotLane(0, 31, 24, 0) },
		"4fade3ce // SDOT V14.4S, V30.16B, V13.4B[1]": func() { a.sdotLane(14, 30, 13, 1) },
		"4f9de8f7 // SDOT V23.4S, V7.16B, V29.4B[2]":  func() { a.sdotLane(23, 7, 29, 2) },
		"4fafea09 // SDOT V9.4S, V16.16B, V15.4B[3]":  func() { a.sdotLane(9, 16, 15, 3) },
	} {
		a.text.Reset()
		write()
		if got := a.text.String(); got != "\tWORD $0x"+want+"\n" {
			t.Errorf("%q, want %s", got, want)
		}
	}
}
