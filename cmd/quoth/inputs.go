package main

import (
	"io"
	"iter"

	"quoth"
	"quoth/internal/plain"
)

// articles reads the inputs one behind the other, and completes each article
// with what the command line says where the input does not.
func articles(names []string, stdin io.Reader, given quoth.Article) iter.Seq2[quoth.Article, error] {
	return func(yield func(quoth.Article, error) bool) {
		for _, name := range names {
			for a, err := range plain.Open(name, stdin) {
				if err == nil {
					a = complete(a, given)
				}
				if !yield(a, err) {
					return
				}
			}
		}
	}
}

func complete(a, given quoth.Article) quoth.Article {
	for _, f := range []struct{ own, given *string }{
		{&a.Title, &given.Title}, {&a.Outlet, &given.Outlet}, {&a.Published, &given.Published},
	} {
		if *f.own == "" {
			*f.own = *f.given
		}
	}
	return a
}
