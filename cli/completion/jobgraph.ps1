# Completion of jobgraph for PowerShell. Where nothing is returned, PowerShell completes files.
Register-ArgumentCompleter -Native -CommandName jobgraph -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
  $answer = @(jobgraph __complete "--current=$wordToComplete" '--' @before 2>$null)
  $answer | Select-Object -Skip 1 | ForEach-Object {
    $value, $meaning = $_ -split "`t", 2
    if (-not $meaning) { $meaning = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
  }
}
