//go:build !amd64 || purego

package kernel

func offered() []Set { return nil }
