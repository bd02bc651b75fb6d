# Completion of jobgraph for bash 4.4 or newer.
_jobgraph() {
  COMPREPLY=()
  # After a redirection comes a file.
  if [[ ${COMP_WORDS[COMP_CWORD - 1]} == *[\<\>] ]]; then
    compopt -o default
    return
  fi
  # Functions that call this one may give it the words alone.
  local line=${COMP_LINE-${COMP_WORDS[*]:0:COMP_CWORD+1}}
  local before=${line:0:${COMP_POINT-${#line}}} replaced=${2-${COMP_WORDS[COMP_CWORD]}} kind='' value
  while IFS=$'\t' read -r value _; do
    if [[ -z $kind ]]; then kind=$value; else COMPREPLY+=("$value"); fi
  done < <(jobgraph __complete "--line=$before" "--replaced=$replaced" 2>/dev/null)
  case $kind in
    files) compopt -o default ;;
    open) compopt -o nospace ;;
  esac
}
complete -F _jobgraph jobgraph
