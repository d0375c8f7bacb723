"""What `quantum-lint init` proposes to a repository: a configuration, hooks, a pipeline, lines of `.gitignore`.

Each proposal inserts text at one place of one file and takes nothing away; whoever asked writes it, or not.
"""
