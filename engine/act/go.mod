module prego/engine/act

go 1.25.5

require github.com/nektos/act v0.2.89
