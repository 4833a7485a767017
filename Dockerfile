FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# The packages first: these layers are built again only when a project file changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Directory.Build.props src/
COPY src/ItaApi/ItaApi.csproj src/ItaApi/packages.lock.json src/ItaApi/
COPY src/ItaApi.LocalPostgres/ItaApi.LocalPostgres.csproj src/ItaApi.LocalPostgres/packages.lock.json src/ItaApi.LocalPostgres/
COPY src/ItaApi.Scoring/ItaApi.Scoring.csproj src/ItaApi.Scoring/packages.lock.json src/ItaApi.Scoring/
RUN dotnet restore src/ItaApi/ItaApi.csproj --locked-mode -p:Precompiled=true

COPY .editorconfig BannedSymbols.txt ./
COPY db-migrations/ db-migrations/
COPY openapi/ openapi/
COPY src/ src/
RUN dotnet publish src/ItaApi/ItaApi.csproj --no-restore --configuration Release --output /app -p:UseAppHost=false

# Neither a shell nor a package manager; "extra" adds ICU and the time zones, which Thai text and dates need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app ./

ENV ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
USER $APP_UID

# The image has nothing else to ask with, so the service asks itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["dotnet", "ItaApi.dll", "health"]
ENTRYPOINT ["dotnet", "ItaApi.dll"]
