# Completion of jobgraph for fish.
function __jobgraph_complete
    set -l current (commandline -ct)
    set -l before (commandline -opc)
    set -e before[1]
    set -l answer (jobgraph __complete "--current=$current" -- $before 2>/dev/null)
    if test "$answer[1]" = files
        set -l head (string match -r -- '^--[^=]*=' "$current")
        for file in (__fish_complete_path (string replace -- "$head" '' "$current"))
            echo "$head$file"
        end
    else
        set -e answer[1]
        printf '%s\n' $answer
    end
end
complete -c jobgraph -f -a '(__jobgraph_complete)'
