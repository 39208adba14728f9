"""The commands that README.md and docs/ show: found, run word for word, compared.

Every fenced block says of which kind it is, and the kind says what is done with it:

| kind    | what stands in it | what is done |
| ------- | ----------------- | ------------ |
| console | commands after `$ `, each with what it prints; `[4]` on a last line is its exit code | run, compared |
| sh      | commands to type | run; each ends with 0 |
| crontab | lines of a crontab | the command of each is run, as cron would |
| python  | a session after `>>> `, or a piece of the code | run as doctest; or found in the code |
| text    | no command: drawings, lines of a log | nothing |

In an output `…` stands for what differs from run to run: on a line of its own for any lines, in a line for any
characters. A command that ends with the comment `# until Ctrl-C` is a server: it is ended once it answers on its
`--port`. All commands of a document run one after the other in one shell, at the root of a clean clone.
"""
