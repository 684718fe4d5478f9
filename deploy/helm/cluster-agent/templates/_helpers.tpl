{{- define "agent.name" -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Of the whole cluster, where another namespace may have a release of the same name. */}}
{{- define "agent.clusterName" -}}
{{- printf "%s:%s" .Release.Namespace (include "agent.name" .) -}}
{{- end -}}

{{- define "agent.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "agent.labels" -}}
{{ include "agent.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: fairlead
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "agent.image" -}}
{{- $name := .Values.image.repository -}}
{{- if .Values.image.registry -}}
{{- $name = printf "%s/%s" (trimSuffix "/" .Values.image.registry) $name -}}
{{- end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $name .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "agent.keySecret" -}}
{{- if and .Values.key.existingSecret .Values.key.pem -}}
{{- fail "key: allowed is one of key.existingSecret and key.pem" -}}
{{- end -}}
{{- if .Values.key.existingSecret -}}
{{- .Values.key.existingSecret -}}
{{- else if .Values.key.pem -}}
{{- include "agent.name" . }}-key
{{- else -}}
{{- fail "key is needed: key.existingSecret (a Secret with an entry key.pem) or key.pem" -}}
{{- end -}}
{{- end -}}

{{/* What is reached without the proxy: the cluster itself first. */}}
{{- define "agent.noProxy" -}}
{{- concat (list "localhost" "127.0.0.1" "$(KUBERNETES_SERVICE_HOST)" ".svc" ".cluster.local") .Values.proxy.noProxy | join "," -}}
{{- end -}}

