#compdef jobgraph
# Completion of jobgraph for zsh.
_jobgraph() {
  local -a before answer choices open
  before=("${(@Q)words[2,CURRENT-1]}")
  answer=("${(@f)$(jobgraph __complete "--current=${(Q)PREFIX}" -- "$before[@]" 2>/dev/null)}")
  if [[ $answer[1] == files ]]; then
    [[ $PREFIX == -*=* ]] && compset -P 1 '*='
    _files
    return
  fi
  [[ $answer[1] == open ]] && open=(-S '')
  # _describe reads VALUE:MEANING.
  choices=("${(@)answer[2,-1]//:/\\:}")
  choices=("${(@)choices/$'\t'/:}")
  _describe jobgraph choices "$open[@]"
}
if [[ $funcstack[1] == _jobgraph ]]; then
  _jobgraph "$@"
else
  compdef _jobgraph jobgraph
fi
