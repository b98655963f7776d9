package main

import (
	"encoding/hex"
	"strings"
	"testing"
)

// The bytes are those of GNU as 2.40 for the same instructions.
func TestEncode(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{"LDTILECFG (AX)", "c4e2784900"},
		{"LDTILECFG 16(R13)", "c4c278494510"},
		{"LDTILECFG -64(SP)", "c4e278494424c0"},
		{"TILERELEASE", "c4e27849c0"},
		{"TILEZERO T0", "c4e27b49c0"},
		{"TILEZERO T7", "c4e27b49f8"},
		{"TILELOADD (AX)(R8*1), T4", "c4a27b4b2400"},
		{"TILELOADD 64(BX)(R14*1), T3", "c4a27b4b5c3340"},
		{"TILELOADD (R13)(DX*1), T1", "c4c27b4b4c1500"},
		{"TILELOADD (BP)(DX*1), T1", "c4e27b4b4c1500"},
		{"TILELOADD (R12)(R12*1), T6", "c4827b4b3424"},
		{"TILESTORED T2, -128(R10)(R15*1)", "c4827a4b543a80"},
		{"TILESTORED T0, (SP)(BP*1)", "c4e27a4b042c"},
		{"TDPBUSD T6, T4, T0", "c4e2495ec4"},
		{"TDPBUSD T7, T5, T3", "c4e2415edd"},
		{"TDPBUSD T0, T1, T7", "c4e2795ef9"},
	} {
		mnemonic, operands, _ := strings.Cut(c.text, " ")
		var list []string
		if operands != "" {
			list = strings.Split(operands, ", ")
		}
		code, err := encode(mnemonic, list)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		if got := hex.EncodeToString(code); got != c.code {
			t.Errorf("%s is %s, want %s", c.text, got, c.code)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	for _, text := range []string{
		"TILEZERO T8", "TILEZERO", "TILERELEASE T0", "TDPBUSD T0, T1", "TILELOADD (AX), T0",
		"TILELOADD (AX)(SP*1), T0", "TILELOADD 128(AX)(R8*1), T0", "TILELOADD (FX)(R8*1), T0",
		"LDTILECFG (AX)(R8*1)", "LDTILECFG T0", "TDPBSSD T0, T1, T2",
	} {
		mnemonic, operands, _ := strings.Cut(text, " ")
		if code, err := encode(mnemonic, strings.Split(operands, ", ")); err == nil {
			t.Errorf("%s is %x, want an error", text, code)
		}
	}
}

func TestAssemble(t *testing.T) {
	for line, want := range map[string]string{
		"\tTILEZERO T0\n":           "\tBYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xc0 // TILEZERO T0\n",
		"\tTILEZERO T0 // a note\n": "\tBYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xc0 // TILEZERO T0: a note\n",
		"\tMOVQ AX, BX\n":           "\tMOVQ AX, BX\n",
		"start:\n":                  "start:\n",
		"\n":                        "\n",
	} {
		if got, err := assemble(line); err != nil || got != want {
			t.Errorf("assemble(%q) = %q, %v; want %q", line, got, err, want)
		}
	}
}
